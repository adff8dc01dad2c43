using System.Net;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;
using ScalingPipeline.Worker.Tests.Web;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>Two processes of the service on one state, behind one address: whoever signs in at one is known to both.</summary>
public sealed class ReplicasTests
{
    [Fact]
    public async Task A_browser_that_signed_in_at_one_sends_its_forms_to_the_other()
    {
        using var folder = new TemporaryFolder();
        var key = ApiKey.New();
        var settings = new Dictionary<string, string>
        {
            ["SCALING_PIPELINE_Web__ApiKeys__0__Name"] = "changer",
            ["SCALING_PIPELINE_Web__ApiKeys__0__Key"] = key,
            ["SCALING_PIPELINE_Web__ApiKeys__0__MayChange"] = "true",
            ["SCALING_PIPELINE_Storage__State"] = folder.At("state", "state.db"),
        };
        var logs = Directory.CreateDirectory(folder.At("logs")).FullName;
        var replicas = await Task.WhenAll(
            Service.StartAsync(folder.At("one"), logs, settings),
            Service.StartAsync(folder.At("two"), logs, settings)
        );
        await using var one = replicas[0];
        await using var two = replicas[1];
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        string At(Service service, string path) => new Uri(service.Page, path).AbsoluteUri;

        Assert.Equal(
            HttpStatusCode.Redirect,
            await browser.SubmitAsync(At(one, "/sign-in"), At(two, "/sign-in"), ("key", key))
        );
        Assert.Equal(
            HttpStatusCode.Redirect,
            await browser.SubmitAsync(At(one, "/ledger"), At(two, "/ledger/look"))
        );
        Assert.Equal(
            HttpStatusCode.Redirect,
            await browser.SubmitAsync(At(two, "/ledger"), At(one, "/ledger/look"))
        );
    }
}
