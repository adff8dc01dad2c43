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
    private int _names;

    /// <summary>The location of a container that does not exist yet, and the connection string for it. Skips the test where Azurite is not installed.</summary>
    public async Task<AzuriteContainer> NewContainerOrSkipAsync()
    {
        var server = await RunningOrSkipAsync();
        return new($"{server.Blobs}/{NewName("logs")}", server.ConnectionString);
    }

    /// <summary>The location of a queue that does not exist yet, and the connection string for it. Skips the test where Azurite is not installed.</summary>
    public async Task<AzuriteQueue> NewQueueOrSkipAsync()
    {
        var server = await RunningOrSkipAsync();
        return new($"{server.Queues}/{NewName("work")}", server.ConnectionString);
    }

    private string NewName(string of) => $"{of}-{Interlocked.Increment(ref _names)}";

    private async Task<Running> RunningOrSkipAsync()
    {
        Assert.SkipUnless(
            File.Exists(InFolder("node_modules/azurite/package.json")),
            "Azurite is not installed; infra/test.sh installs it"
        );
        return await _running.Value;
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
        var endpoints = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!(endpoints.ContainsKey("Blob") && endpoints.ContainsKey("Queue")))
        {
            var line =
                await process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException("Azurite ended before it listened.");
            if (Endpoint().Match(line) is { Success: true } match)
            {
                endpoints[match.Groups["service"].Value] = $"{match.Groups["url"].Value}/{account}";
            }
        }

        // Nobody may be stopped by a full pipe.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new(
            process,
            endpoints["Blob"],
            endpoints["Queue"],
            $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={key};BlobEndpoint={endpoints["Blob"]};QueueEndpoint={endpoints["Queue"]};"
        );
    }

    private static string InFolder(string relative) =>
        Path.Combine(SharedData.RepositoryRoot, "infra", relative);

    [GeneratedRegex(
        "Azurite (?<service>[A-Za-z]+) service is successfully listening at (?<url>http://[0-9.:]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Endpoint();

    private sealed record Running(
        Process Process,
        string Blobs,
        string Queues,
        string ConnectionString
    );
}

/// <summary>A container of an <see cref="AzuriteServer"/>.</summary>
/// <param name="Url">As a user names it.</param>
/// <param name="ConnectionString">The credentials that go with it.</param>
public sealed record AzuriteContainer(string Url, string ConnectionString);

/// <summary>A queue of an <see cref="AzuriteServer"/>.</summary>
/// <param name="Url">As a user names it.</param>
/// <param name="ConnectionString">The credentials that go with it.</param>
public sealed record AzuriteQueue(string Url, string ConnectionString);
