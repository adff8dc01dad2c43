using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>Two tenants drop their logs into one storage; neither sees or changes what the other has.</summary>
public sealed class TenantTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_service_that_watches_one_prefix_reads_nothing_of_another()
    {
        var own = await SimulateAsync("acme", seed: 1);
        await SimulateAsync("acme-2", seed: 2);
        File.CreateSymbolicLink(Path.Combine(own, "link"), Path.Combine(own, "..", "acme-2"));
        File.CreateSymbolicLink(
            Path.Combine(own, "math", "linked"),
            Directory.GetDirectories(Path.Combine(own, "..", "acme-2", "math"))[0]
        );

        await using var service = await Service.StartAsync(_folder.At("data"), own);
        var files = Directory
            .GetFiles(
                Path.Combine(own, "math"),
                "*",
                new EnumerationOptions
                {
                    RecurseSubdirectories = true,
                    AttributesToSkip = FileAttributes.ReparsePoint,
                }
            )
            .Length;
        await Eventually.TrueAsync(async () =>
            (int)(await service.JsonAsync("/api/v1/ledger"))["files"]!["committed"]! >= files
        );

        var ledger = await service.JsonAsync("/api/v1/ledger");
        Assert.Equal(files, (int)ledger["files"]!["committed"]!);
        Assert.All(
            ledger["entries"]!.AsArray(),
            entry => Assert.DoesNotContain("link", entry!.ToJsonString())
        );
    }

    [Fact]
    public async Task A_tenant_that_declares_the_domain_of_another_changes_nothing_of_it()
    {
        await DefineAsync("acme", "globex");
        Declare(await SimulateAsync("acme", seed: 1), "acme");
        var alone = await LawsOfAcmeAsync("alone");
        var globex = await SimulateAsync("globex", seed: 1);
        Declare(globex, "globex");
        Declare(Directory.GetDirectories(Path.Combine(globex, "math"))[0], "acme");

        var both = await LawsOfAcmeAsync("both");

        var problem = Assert.Single(
            both.Ingested["problems"]!.AsArray(),
            p => (string)p!["state"]! == "quarantined"
        )!;
        Assert.StartsWith("globex/", (string)problem["name"]!, StringComparison.Ordinal);
        Assert.Contains("mislabelled", (string)problem["reason"]!);
        Assert.Equal(alone.Laws, both.Laws);
        Assert.Equal(
            ["domain=acme", "domain=globex"],
            Directory
                .GetDirectories(Path.Combine(_folder.Path, "both", "normalized"))
                .Select(Path.GetFileName)
                .Order()
        );
        Assert.Equal(Normalized("alone", "acme"), Normalized("both", "acme"));
    }

    private async Task<string> SimulateAsync(string tenant, int seed)
    {
        var logs = _folder.At("logs", tenant);
        await Cli.JsonAsync("simulate", "--output", logs, "--domains", "math", "--seed", $"{seed}");
        File.Delete(Path.Combine(logs, "LABELS.json"));
        return logs;
    }

    /// <summary>A definition for each tenant that reads below its prefix alone.</summary>
    private async Task DefineAsync(params string[] tenants)
    {
        var shipped = await File.ReadAllTextAsync(
            Path.Combine(SharedData.RepositoryRoot, "pipelines", "math.yaml"),
            TestContext.Current.CancellationToken
        );
        foreach (var tenant in tenants)
        {
            await File.WriteAllTextAsync(
                _folder.At("pipelines", $"{tenant}.yaml"),
                shipped
                    .Replace("domain: math", $"domain: {tenant}", StringComparison.Ordinal)
                    .Replace("**/math/", $"{tenant}/math/", StringComparison.Ordinal),
                TestContext.Current.CancellationToken
            );
        }
    }

    /// <summary>Writes a domain into every declaration below a folder.</summary>
    private static void Declare(string folder, string domain)
    {
        foreach (var path in Directory.GetFiles(folder, "run.json", SearchOption.AllDirectories))
        {
            var declared = JsonNode.Parse(File.ReadAllText(path))!;
            declared["domain"] = domain;
            File.WriteAllText(path, declared.ToJsonString());
        }
    }

    private async Task<(JsonNode Ingested, string Laws)> LawsOfAcmeAsync(string data)
    {
        string[] where =
        [
            "--data",
            _folder.At(data),
            "--pipelines",
            Path.Combine(_folder.Path, "pipelines"),
        ];
        var ingested = await Cli.JsonAsync([
            "ingest",
            Path.Combine(_folder.Path, "logs"),
            .. where,
        ]);
        await Cli.JsonAsync(["refit", .. where]);
        var laws = await Cli.RunAsync(["laws", "--domain", "acme", "--json", .. where]);
        Assert.True(laws.ExitCode == 0, laws.Error);
        return (ingested, laws.Output);
    }

    private IEnumerable<string> Normalized(string data, string domain)
    {
        var folder = Path.Combine(_folder.Path, data, "normalized", $"domain={domain}");
        return Directory
            .GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal);
    }
}
