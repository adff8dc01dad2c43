using System.Security.Cryptography;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>
/// Every setting that can hold a secret holds one, what it opens does not answer, and everything is logged that the service and its libraries have to
/// say: no secret is printed, and none is in a file that it writes.
/// </summary>
public sealed class SecretsTests(PostgresServer postgres) : IDisposable
{
    private const string Nowhere = "127.0.0.1:1";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _secrets = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Neither_delivery_nor_pages_tell_a_secret()
    {
        var logs = _folder.At("logs");
        await Cli.JsonAsync(
            "simulate",
            "--output",
            logs,
            "--domains",
            "math",
            "--faults",
            "logged-in-bits"
        );
        var key = Secret();
        var settings = Settings(
            ("Monitoring__Delivery__Webhooks__0__Name", "ops"),
            (
                "Monitoring__Delivery__Webhooks__0__Url",
                $"http://somebody:{Secret()}@{Nowhere}/services/{Secret()}?token={Secret()}"
            ),
            ("Monitoring__Delivery__Webhooks__0__Secret", Secret()),
            ("Monitoring__Delivery__Retries", "0"),
            ("Monitoring__Nightly__Heartbeat", $"http://{Nowhere}/ping/{Secret()}"),
            ("Web__ApiKeys__0__Name", "reader"),
            ("Web__ApiKeys__0__Key", key),
            ("Storage__ConnectionString", ConnectionString())
        );

        await using var service = await Service.StartAsync(_folder.At("data"), logs, settings);
        await Eventually.TrueAsync(() =>
            Task.FromResult(
                service.Printed.Any(line => line.Contains("ops", StringComparison.Ordinal))
            )
        );
        using var client = new HttpClient { BaseAddress = service.Page };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        foreach (var path in new[] { "/", "/alerts", "/ledger", "/report", "/readyz", "/metrics" })
        {
            using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            AssertNoSecret(
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            );
        }

        Assert.Equal(0, await service.TerminateAsync());
        AssertNoSecret(string.Join('\n', service.Printed));
        AssertNoSecretOnDisk();
    }

    [Fact]
    public async Task Storage_that_does_not_answer_tells_no_secret()
    {
        var settings = Settings(
            ("Storage__Logs", $"http://{Nowhere}/account/logs?{Sas()}"),
            ("Storage__Queue", $"http://{Nowhere}/account/work?{Sas()}"),
            ("Storage__ConnectionString", ConnectionString())
        );

        await AssertNoSecretIsPrintedAsync(
            settings,
            "ingest",
            $"http://{Nowhere}/account/logs?{Sas()}"
        );
        settings["AZURE_STORAGE_CONNECTION_STRING"] = ConnectionString();
        settings.Remove("SCALING_PIPELINE_Storage__ConnectionString");
        await AssertNoSecretIsPrintedAsync(settings, "reconcile", $"http://{Nowhere}/account/logs");
    }

    [Fact]
    public async Task A_state_that_does_not_answer_or_refuses_the_password_tells_no_secret()
    {
        var settings = Settings(
            ("Storage__State", $"postgresql://scaling:{Secret()}@{Nowhere}/state")
        );
        await AssertWaitingTellsNoSecretAsync(settings);
        await AssertNoSecretIsPrintedAsync(settings, "laws");

        var location = await postgres.NewDatabaseOrSkipAsync();
        var right = location.Split("Password=")[1];
        settings["SCALING_PIPELINE_Storage__State"] = location.Replace(
            right,
            Secret(),
            StringComparison.Ordinal
        );
        await AssertWaitingTellsNoSecretAsync(settings);
        await AssertNoSecretIsPrintedAsync(settings, "laws");
    }

    [Fact]
    public async Task A_setting_that_is_refused_is_not_repeated()
    {
        var settings = Settings(
            ("Web__ApiKeys__0__Key", Secret()),
            ("Web__ApiKeys__1__Hash", Secret()),
            ("Storage__ConnectionString", Secret()),
            ("Storage__State", $"postgresql://scaling:{Secret()}@{Nowhere}/state?nonsense=1"),
            ("Monitoring__Delivery__Webhooks__0__Url", $"ftp://somebody:{Secret()}@{Nowhere}/")
        );

        await AssertNoSecretIsPrintedAsync(settings, "run", "--url", "http://127.0.0.1:0");
    }

    /// <summary>Every command ends by itself, since it cannot do what it should.</summary>
    private async Task AssertNoSecretIsPrintedAsync(
        Dictionary<string, string> settings,
        params string[] command
    )
    {
        var result = await Cli.RunWithAsync(settings, [.. command, "--data", _folder.At("data")]);

        Assert.True(result.ExitCode == 1, result.Output + result.Error);
        Assert.NotEmpty(result.Error);
        AssertNoSecret(result.Output);
        AssertNoSecret(result.Error);
        AssertNoSecretOnDisk();
    }

    /// <summary>The service waits for its state, and says so to whoever asks.</summary>
    private async Task AssertWaitingTellsNoSecretAsync(Dictionary<string, string> settings)
    {
        await using var service = await Service.StartAsync(
            _folder.At("data"),
            _folder.At("logs"),
            settings
        );
        using var client = new HttpClient { BaseAddress = service.Page };
        foreach (var path in new[] { "/", "/readyz" })
        {
            using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.False(response.IsSuccessStatusCode, path);
            AssertNoSecret(
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            );
        }

        await service.TerminateAsync();
        Assert.NotEmpty(service.Printed);
        AssertNoSecret(string.Join('\n', service.Printed));
        AssertNoSecretOnDisk();
    }

    private static Dictionary<string, string> Settings(
        params (string Name, string Value)[] settings
    ) =>
        new(
            settings.Select(s => KeyValuePair.Create($"SCALING_PIPELINE_{s.Name}", s.Value)),
            StringComparer.Ordinal
        )
        {
            ["SCALING_PIPELINE_Logging__LogLevel__Default"] = "Trace",
            ["SCALING_PIPELINE_Logging__LogLevel__Microsoft"] = "Trace",
            ["SCALING_PIPELINE_Logging__LogLevel__System"] = "Trace",
            ["SCALING_PIPELINE_Logging__LogLevel__Polly"] = "Trace",
            ["SCALING_PIPELINE_TRACE"] = "1",
        };

    /// <summary>A text that is nowhere else.</summary>
    private string Secret()
    {
        var secret = RandomNumberGenerator.GetHexString(40, lowercase: true);
        _secrets.Add(secret);
        return secret;
    }

    private string Sas() => $"sv=2024-11-04&sr=c&sp=rl&se=2099-01-01T00%3A00%3A00Z&sig={Secret()}";

    private string ConnectionString()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        _secrets.Add(key);
        return $"DefaultEndpointsProtocol=http;AccountName=account;AccountKey={key};BlobEndpoint=http://{Nowhere}/account;QueueEndpoint=http://{Nowhere}/account";
    }

    private void AssertNoSecret(string text)
    {
        foreach (var secret in _secrets)
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private void AssertNoSecretOnDisk()
    {
        if (!Directory.Exists(Path.Combine(_folder.Path, "data")))
        {
            return;
        }

        foreach (
            var file in Directory.EnumerateFiles(
                Path.Combine(_folder.Path, "data"),
                "*",
                SearchOption.AllDirectories
            )
        )
        {
            AssertNoSecret(System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        }
    }
}
