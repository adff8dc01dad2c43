using System.Globalization;
using ScalingPipeline.Deployment.Tests.Support;

namespace ScalingPipeline.Deployment.Tests.Containers;

public sealed class ImageTests
{
    private static readonly string _image = Repository.Read("infra/image/Dockerfile");

    [Fact]
    public void It_runs_as_a_user_with_a_number_who_is_not_root() =>
        Assert.True(int.Parse(ServiceFacts.User, CultureInfo.InvariantCulture) > 0);

    [Fact]
    public void It_is_stopped_by_the_signal_that_drains() =>
        Assert.Contains("\nSTOPSIGNAL SIGTERM\n", _image);

    [Fact]
    public void Its_health_is_what_the_service_says_of_itself()
    {
        Assert.Contains($"/dev/tcp/127.0.0.1/{ServiceFacts.Port}", _image);
        Assert.Contains($"GET {ServiceFacts.Probes[0]} ", _image);
    }

    [Fact]
    public void The_port_is_that_of_the_service_by_default() =>
        Assert.EndsWith(
            $":{ServiceFacts.Port}",
            new Worker.Web.WebOptions().Url,
            StringComparison.Ordinal
        );
}
