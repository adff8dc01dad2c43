using System.Globalization;
using System.Text.RegularExpressions;
using ScalingPipeline.Deployment.Tests.Support;

namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>The container app agrees with the service and its image.</summary>
public sealed partial class ServiceModuleTests
{
    private static readonly string _module = Repository.Read("bicep/modules/service.bicep");

    [Fact]
    public void Its_port_is_that_of_the_image() =>
        Assert.Contains($"var port = {ServiceFacts.Port}\n", _module);

    [Fact]
    public void Its_probes_ask_what_the_service_answers()
    {
        var paths = Probe().Matches(_module).Select(match => match.Groups["path"].Value).ToArray();

        Assert.Equal(3, paths.Length);
        Assert.Subset(ServiceFacts.Probes.ToHashSet(), paths.ToHashSet());
    }

    [Fact]
    public void It_is_given_more_time_than_it_takes_to_drain() =>
        Assert.True(
            int.Parse(Grace().Match(_module).Groups["seconds"].Value, CultureInfo.InvariantCulture)
                > ServiceFacts.Drains.TotalSeconds
        );

    [GeneratedRegex(
        "httpGet: \\{ path: '(?<path>[^']+)', port: port \\}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Probe();

    [GeneratedRegex(
        "terminationGracePeriodSeconds: (?<seconds>[0-9]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Grace();
}
