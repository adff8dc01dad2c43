using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.CommandLine;

/// <summary>What <c>doctor</c> finds, and that it says how to mend it.</summary>
public sealed class DoctorTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.At("data");

    private string Logs => Directory.CreateDirectory(_folder.At("logs")).FullName;

    [Fact]
    public async Task A_fresh_installation_is_sound_and_nothing_of_the_look_is_left_behind()
    {
        var found = await ExamineAsync(expected: 0);

        Assert.Equal("ok", (string)found["status"]!);
        Assert.All(
            found["checks"]!.AsArray(),
            check => Assert.Equal("ok", (string)check!["grade"]!)
        );
        Assert.False(Directory.Exists(Data));
        Assert.Equal(
            ["logs"],
            Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName)
        );
    }

    [Fact]
    public async Task Every_check_is_one_line_for_people_and_an_error_ends_with_1()
    {
        await SettingsAsync("""{ "Monitoring": { "Nightly": { "TimeZone": "Europe/Berln" } } }""");

        var result = await Cli.RunAsync("doctor", "--data", Data, "--logs", Logs);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            result.Output.Split('\n'),
            line =>
                line.StartsWith("error", StringComparison.Ordinal)
                && line.Contains("'Europe/Berln' is not known here", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_one_is_an_error()
    {
        await File.WriteAllTextAsync(Data, "", TestContext.Current.CancellationToken);

        Assert.Contains("is a file", await ErrorAsync("data folder"));
    }

    [Theory]
    [InlineData("""{ "Storage": { "Lgos": "x" } }""", "Storage:Lgos; did you mean 'Logs'")]
    [InlineData(
        """{ "Monitorin": { } , "Monitorn": { "A": 1 } }""",
        "Monitorn; did you mean 'Monitoring'"
    )]
    [InlineData(
        """{ "Monitoring": { "Delivery": { "Webhooks": [ { "Adress": "x", "Url": "http://127.0.0.1:1" } ] } } }""",
        "Monitoring:Delivery:Webhooks:0:Adress"
    )]
    public async Task A_setting_that_nothing_reads_is_a_warning(string settings, string sentence)
    {
        await SettingsAsync(settings);

        Assert.Contains(
            (await FindingsAsync("settings")).Where(f => (string)f["grade"]! == "warning"),
            f => ((string)f["found"]!).Contains(sentence, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("""{ "Web": { "PagesPerMinute": 0 } }""", "between 1 and 1,000,000")]
    [InlineData("""{ "Web": { "Url": "http://0.0.0.0:5080" } }""", "which others can reach")]
    [InlineData("""{ "Web": { "Connections": "many" } }""", "Web:Connections")]
    [InlineData(
        """{ "Monitoring": { "Delivery": { "Slack": [ { "Channel": "C1" } ] } } }""",
        "Monitoring:Delivery:Slack:0"
    )]
    [InlineData(
        """{ "Storage": { "Logs": "https://x.blob.core.windows.net" } }""",
        "names no container"
    )]
    [InlineData(
        """{ "Web": { "Jwt": { "Authority": "https://login.microsoftonline.com/x/v2.0", "Audience": "api://x" } } }""",
        "made out for the client ID"
    )]
    [InlineData("{ not json", "It is no JSON at line 1")]
    public async Task A_setting_that_cannot_be_is_an_error(string settings, string sentence)
    {
        await SettingsAsync(settings);

        Assert.Contains(
            sentence,
            await ErrorAsync("settings", logs: false),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_page_that_others_reach_without_encryption_is_a_warning_and_the_key_is_not_shown()
    {
        const string Key = "c2VjcmV0LWtleS1vZi10aGUtcGFnZS1vZi10aGUtdGVzdA";
        await SettingsAsync(
            $$"""{ "Web": { "Url": "http://0.0.0.0:5080", "ApiKeys": [ { "Name": "ops", "Key": "{{Key}}" } ] } }"""
        );

        var page = Assert.Single(await FindingsAsync("page"));

        Assert.Equal("warning", (string)page["grade"]!);
        Assert.DoesNotContain(Key, (await ExamineAsync(expected: 0)).ToJsonString());
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_is_an_error_without_its_path()
    {
        await SettingsAsync(
            """{ "Monitoring": { "Delivery": { "Webhooks": [ { "Name": "ops", "Url": "http://127.0.0.1:1/secret-path" } ] } } }"""
        );

        var error = await ErrorAsync("receivers");

        Assert.StartsWith("Webhooks ops: 127.0.0.1:1 cannot be reached", error);
        Assert.DoesNotContain("secret-path", error);
    }

    [Fact]
    public async Task A_receiver_that_answers_is_sent_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await SettingsAsync(
            $$"""{ "Monitoring": { "Delivery": { "Webhooks": [ { "Name": "ops", "Url": "http://127.0.0.1:{{port}}/hook" } ] } } }"""
        );

        Assert.Equal("ok", (string)Assert.Single(await FindingsAsync("receivers"))["grade"]!);
        using var client = await listener.AcceptTcpClientAsync(
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            0,
            await client
                .GetStream()
                .ReadAsync(new byte[1].AsMemory(), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_state_that_is_none_is_an_error()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(
            Path.Combine(Data, "state.db"),
            new string('x', 5000),
            TestContext.Current.CancellationToken
        );

        Assert.Contains("state.db", await ErrorAsync("state"));
    }

    [Fact]
    public async Task Logs_that_no_definition_takes_are_named_with_the_nearest_pattern()
    {
        foreach (
            var name in new[] { "a.csv", "language/r1/run.jsn", "x/y/z/step-1.parquet", "zz.txt" }
        )
        {
            await DropAsync(name);
        }

        var errors = await FindingsAsync("definitions");

        Assert.Equal(3, errors.Count);
        Assert.Equal(
            "None takes 'language/r1/run.jsn'. The nearest is '**/language/{run}/run.json' of language.yaml, but 'run.jsn' is not 'run.json'.",
            (string)errors[1]["found"]!
        );
    }

    [Fact]
    public async Task Definitions_that_overlap_are_an_error_before_any_log_is_there()
    {
        var pipelines = Directory.CreateDirectory(_folder.At("pipelines")).FullName;
        var math = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "pipelines", "math.yaml"),
            TestContext.Current.CancellationToken
        );
        foreach (var domain in new[] { "math", "mathematics" })
        {
            await File.WriteAllTextAsync(
                Path.Combine(pipelines, $"{domain}.yaml"),
                math.Replace("domain: math", $"domain: {domain}", StringComparison.Ordinal),
                TestContext.Current.CancellationToken
            );
        }

        Assert.Contains(
            "More than one pattern of math.yaml and mathematics.yaml takes 'math/run/run.json'.",
            await ErrorAsync("definitions", more: ["--pipelines", pipelines])
        );
    }

    [Fact]
    public async Task A_container_and_a_queue_that_are_missing_are_told_and_the_account_key_is_not()
    {
        var container = await azurite.NewContainerOrSkipAsync();
        var queue = await azurite.NewQueueOrSkipAsync();
        await SettingsAsync(
            $$"""{ "Storage": { "Logs": "{{container.Url}}", "Queue": "{{queue.Url}}", "ConnectionString": "{{container.ConnectionString}}" } }"""
        );

        var missing = await ErrorAsync("logs", logs: false);
        var found = await ExamineAsync(expected: 1, logs: false);

        Assert.Contains("the container does not exist", missing);
        Assert.Equal("warning", GradeOf(found, "queue"));
        Assert.DoesNotContain(
            container.ConnectionString.Split("AccountKey=")[1].Split(';')[0],
            found.ToJsonString()
        );
    }

    [Fact]
    public async Task A_container_that_is_there_is_listed_and_its_clock_compared()
    {
        var container = await azurite.NewContainerOrSkipAsync();
        await container.UploadAsync(Logs);
        await SettingsAsync(
            $$"""{ "Storage": { "Logs": "{{container.Url}}", "ConnectionString": "{{container.ConnectionString}}" } }"""
        );

        var found = await ExamineAsync(expected: 0, logs: false);

        Assert.Equal("ok", GradeOf(found, "logs"));
        Assert.Equal("ok", GradeOf(found, "clock"));
    }

    [Fact]
    public async Task Credentials_that_the_storage_refuses_are_an_error()
    {
        var container = await azurite.NewContainerOrSkipAsync();
        await container.UploadAsync(Logs);
        var wrong = System.Text.RegularExpressions.Regex.Replace(
            container.ConnectionString,
            "AccountKey=[^;]*",
            "AccountKey=d3Jvbmcga2V5"
        );
        await SettingsAsync(
            $$"""{ "Storage": { "Logs": "{{container.Url}}", "ConnectionString": "{{wrong}}" } }"""
        );

        Assert.Contains(
            "the storage refused the credentials",
            await ErrorAsync("logs", logs: false)
        );
    }

    private static string GradeOf(JsonNode found, string check) =>
        (string)found["checks"]!.AsArray().Single(f => (string)f!["check"]! == check)!["grade"]!;

    public void Dispose() => _folder.Dispose();

    private async Task SettingsAsync(string json)
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(
            Path.Combine(Data, "settings.json"),
            json,
            TestContext.Current.CancellationToken
        );
    }

    private async Task DropAsync(string name)
    {
        var path = Path.Combine(Logs, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "x", TestContext.Current.CancellationToken);
    }

    private async Task<JsonNode> ExamineAsync(
        int? expected = null,
        bool logs = true,
        params string[] more
    )
    {
        var result = await Cli.RunAsync([
            "doctor",
            "--json",
            "--data",
            Data,
            .. logs ? ["--logs", Logs] : Array.Empty<string>(),
            .. more,
        ]);
        Assert.True(expected is null || result.ExitCode == expected, result.Output + result.Error);
        return JsonNode.Parse(result.Output)!;
    }

    private async Task<IReadOnlyList<JsonNode>> FindingsAsync(string check) =>
        [
            .. (await ExamineAsync())["checks"]!
                .AsArray()
                .Where(f => (string)f!["check"]! == check)
                .Select(f => f!),
        ];

    private async Task<string> ErrorAsync(string check, bool logs = true, params string[] more) =>
        string.Join(
            '\n',
            (await ExamineAsync(expected: 1, logs, more))["checks"]!
                .AsArray()
                .Where(f => (string)f!["check"]! == check && (string)f["grade"]! == "error")
                .Select(f =>
                {
                    Assert.NotEmpty((string)f!["mend"]!);
                    return (string)f["found"]!;
                })
        );
}
