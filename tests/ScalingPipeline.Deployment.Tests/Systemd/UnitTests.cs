using System.Text.RegularExpressions;
using ScalingPipeline.Deployment.Tests.Support;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Deployment.Tests.Systemd;

public sealed partial class UnitTests
{
    private const string File = "infra/systemd/scaling-pipeline.service";
    private const string Binary = "/opt/scaling-pipeline/scaling-pipeline";

    private static readonly string _unit = Repository.Read(File);

    [Fact]
    public async Task Systemd_takes_every_line()
    {
        var verifier = DebianTool.PathOrSkip("systemd-analyze", "systemd");
        using var folder = new TemporaryFolder();
        var unit = folder.At("scaling-pipeline.service");
        // The service is not installed here; any program stands in for it.
        await System.IO.File.WriteAllTextAsync(
            unit,
            _unit.Replace(Binary, "/bin/true", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        var (code, output, error) = await Tool.RunAsync(verifier, "verify", unit);

        // A line that it does not know is a message and no failure.
        Assert.True(code == 0 && !(output + error).Contains(unit), output + error);
    }

    [Fact]
    public void It_starts_what_the_readme_publishes()
    {
        Assert.Contains($"ExecStart={Binary} run --data /var/lib/scaling-pipeline", _unit);
        Assert.Contains("-o /opt/scaling-pipeline\n", Repository.Read("README.md"));
    }

    [Fact]
    public void It_is_stopped_by_the_signal_that_drains_and_given_the_time() =>
        Assert.True(
            _unit.Contains("\nKillSignal=SIGTERM\n", StringComparison.Ordinal)
                && int.Parse(Stop().Match(_unit).Groups["seconds"].Value)
                    > ServiceFacts.Drains.TotalSeconds
        );

    [Theory]
    [InlineData("DynamicUser=yes")]
    [InlineData("ProtectSystem=strict")]
    [InlineData("NoNewPrivileges=yes")]
    [InlineData("CapabilityBoundingSet=")]
    [InlineData("PrivateTmp=yes")]
    public void It_has_no_rights_that_it_does_not_need(string line) =>
        Assert.Contains($"\n{line}\n", _unit);

    [GeneratedRegex(
        "TimeoutStopSec=(?<seconds>[0-9]+)s",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Stop();
}
