using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Deployment.Tests.Support;

/// <summary>What the service itself says, for whoever deploys it.</summary>
internal static partial class ServiceFacts
{
    /// <summary>The paths of its probes.</summary>
    public static string[] Probes { get; } = [HealthEndpoints.AlivePath, HealthEndpoints.ReadyPath];

    /// <summary>How long it drains by default.</summary>
    public static TimeSpan Drains { get; } = new HostingOptions().ShutdownTimeout;

    /// <summary>The port of the image.</summary>
    public static string Port { get; } =
        Exposed().Match(Repository.Read("infra/image/Dockerfile")).Groups["port"].Value;

    /// <summary>The user of the image.</summary>
    public static string User { get; } =
        RunsAs().Match(Repository.Read("infra/image/Dockerfile")).Groups["user"].Value;

    /// <summary>Fails the test where the service would not start with such options.</summary>
    public static void AssertValid(WebOptions options)
    {
        var result = new WebOptionsValidator(new ConfigurationBuilder().Build()).Validate(
            name: null,
            options
        );
        Assert.True(result.Succeeded, result.FailureMessage);
    }

    [GeneratedRegex(
        "^EXPOSE (?<port>[0-9]+)$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Exposed();

    [GeneratedRegex(
        "^USER (?<user>[0-9]+):[0-9]+$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex RunsAs();
}
