using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Xunit;

namespace ScalingPipeline.Testing;

/// <summary>
/// A real Azurite with an account of its own, on free ports, in memory; started when it is first asked for and ended with the test
/// assembly, even when that is killed. Use it as an assembly fixture.
/// </summary>
public sealed partial class AzuriteServer : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);

    private readonly Lazy<Task<Running>> _running = new(StartAsync);
    private int _containers;

    /// <summary>The location of a container that does not exist yet, and the connection string for it. Skips the test where Azurite is not installed.</summary>
    public async Task<AzuriteContainer> NewContainerOrSkipAsync()
    {
        Assert.SkipUnless(
            File.Exists(InFolder("node_modules/azurite/package.json")),
            "Azurite is not installed; infra/test.sh installs it"
        );
        var server = await _running.Value;
        var name = $"logs-{Interlocked.Increment(ref _containers)}";
        return new($"{server.Endpoint}/{name}", server.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_running.IsValueCreated)
        {
            return;
        }

        using var process = (await _running.Value).Process;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private static async Task<Running> StartAsync()
    {
        var account = $"account{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["AZURITE_ACCOUNTS"] = $"{account}:{key}" },
        };
        string[] arguments =
        [
            InFolder("azurite.cjs"),
            .. "--blobPort 0 --queuePort 0 --tablePort 0 --skipApiVersionCheck".Split(' '),
            .. "--disableTelemetry --inMemoryPersistence --silent".Split(' '),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(_startLimit);
        string? endpoint = null;
        while (endpoint is null)
        {
            var line =
                await process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException("Azurite ended before it listened.");
            endpoint = BlobEndpoint().Match(line) is { Success: true } match
                ? $"{match.Groups["url"].Value}/{account}"
                : null;
        }

        // Nobody may be stopped by a full pipe.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new(
            process,
            endpoint,
            $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={key};BlobEndpoint={endpoint};"
        );
    }

    private static string InFolder(string relative) =>
        Path.Combine(SharedData.RepositoryRoot, "infra", relative);

    [GeneratedRegex(
        "Azurite Blob service is successfully listening at (?<url>http://[0-9.:]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex BlobEndpoint();

    private sealed record Running(Process Process, string Endpoint, string ConnectionString);
}

/// <summary>A container of an <see cref="AzuriteServer"/>.</summary>
/// <param name="Url">As a user names it.</param>
/// <param name="ConnectionString">The credentials that go with it.</param>
public sealed record AzuriteContainer(string Url, string ConnectionString);
