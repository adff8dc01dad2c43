using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>The API against its own description, on a ladder with hostile names.</summary>
public sealed class ApiDescriptionTests(HostileLadder ladder) : IClassFixture<HostileLadder>
{
    private const string Law = "L(N)";

    private static readonly string _domain = Uri.EscapeDataString(HostileLadder.Domain);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Real_answers_are_what_the_description_says()
    {
        Assert.SkipUnless(
            Directory.Exists(
                Path.Combine(SharedData.RepositoryRoot, "infra", "node_modules", "ajv")
            ),
            "ajv is not installed; infra/test.sh installs it"
        );
        var alert = (string)(await ladder.Service.JsonAsync("/api/v1/alerts")).AsArray()[0]!["id"]!;
        using var client = new HttpClient { BaseAddress = ladder.Service.Page };
        using var changer = new HttpClient { BaseAddress = ladder.Service.Page };
        changer.DefaultRequestHeaders.Add("X-Api-Key", HostileLadder.Key);
        var silence = await AskAsync(
            changer,
            "POST",
            "/silences",
            "/silences",
            """{"run":"none","for":"1h","comment":"a test"}"""
        );
        var run = Uri.EscapeDataString(HostileLadder.Deviating);
        JsonObject[] answers =
        [
            await GetAsync("/laws"),
            await GetAsync("/laws", $"/laws?domain={_domain}"),
            await GetAsync("/runs"),
            await GetAsync("/alerts", "/alerts?all=true"),
            await GetAsync("/alerts", "/alerts?all=perhaps"),
            await GetAsync("/ledger"),
            await GetAsync("/ledger", "/ledger?state=foreign"),
            await GetAsync("/ledger", "/ledger?state=lost"),
            await GetAsync("/status"),
            await GetAsync("/silences"),
            await GetAsync("/domains/{domain}/runs/{run}", $"/domains/{_domain}/runs/{run}"),
            await GetAsync("/domains/{domain}/runs/{run}", "/domains/none/runs/none"),
            await GetAsync(
                "/domains/{domain}/laws/{law}/history",
                $"/domains/{_domain}/laws/{Uri.EscapeDataString(Law)}/history"
            ),
            await GetAsync(
                "/domains/{domain}/laws/{law}/history",
                $"/domains/{_domain}/laws/none/history"
            ),
            await GetAsync(
                "/domains/{domain}/laws/{law}/history",
                $"/domains/{_domain}/laws/none/history?before=yesterday"
            ),
            await GetAsync("/forecast", $"/forecast?domain={_domain}&compute=1e18"),
            await GetAsync("/forecast", $"/forecast?domain={_domain}"),
            await GetAsync("/forecast/target", $"/forecast/target?domain={_domain}&loss=x"),
            await GetAsync("/estimate", "/estimate?layers=12&width=768&context=1024&tokens=1e10"),
            await GetAsync("/estimate", "/estimate?layers=12&width=768&context=1024&tokens=none"),
            silence,
            await AskAsync(changer, "POST", "/silences", "/silences", "{}"),
            await AskAsync(client, "POST", "/silences", "/silences", "{}"),
            await AskAsync(
                changer,
                "DELETE",
                "/silences/{id}",
                $"/silences/{silence["body"]!["id"]}"
            ),
            await AskAsync(changer, "DELETE", "/silences/{id}", "/silences/none"),
            await AskAsync(
                changer,
                "POST",
                "/alerts/{id}/acknowledge",
                $"/alerts/{alert}/acknowledge",
                """{"comment":"a test"}"""
            ),
            await AskAsync(
                changer,
                "POST",
                "/alerts/{id}/acknowledge",
                "/alerts/none/acknowledge",
                """{"comment":"a test"}"""
            ),
            await AskAsync(
                changer,
                "POST",
                "/runs/mark",
                "/runs/mark",
                """{"domain":"none","run":"none","mark":"faulty","comment":"a test"}"""
            ),
        ];
        string[] expected =
        [
            .. "200 200 200 200 400 200 200 400 200 200 200 404 200 404 400".Split(' '),
        ];
        Assert.Equal(expected, answers.Take(expected.Length).Select(a => $"{a["status"]}"));
        var described = Described(await ladder.Service.JsonAsync("/api/v1/openapi.json"));
        Assert.Empty(
            described.Except(
                answers.Select(a => $"{a["method"]} {a["path"]}"),
                StringComparer.Ordinal
            )
        );

        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.At("openapi.json"),
            await ladder.Service.GetAsync("/api/v1/openapi.json"),
            Cancelled
        );
        await File.WriteAllTextAsync(
            folder.At("answers.json"),
            JsonSerializer.Serialize(answers),
            Cancelled
        );
        using var node = Process.Start(
            new ProcessStartInfo(
                DebianTool.PathOrSkip("node", "nodejs"),
                [
                    Path.Combine(SharedData.RepositoryRoot, "infra", "api-faults.mjs"),
                    folder.At("openapi.json"),
                    folder.At("answers.json"),
                ]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var output = await node.StandardOutput.ReadToEndAsync(Cancelled);
        await node.WaitForExitAsync(Cancelled);
        Assert.Equal(0, node.ExitCode);
        Assert.Empty(JsonSerializer.Deserialize<string[]>(output)!);

        Task<JsonObject> GetAsync(string path, string? asked = null) =>
            AskAsync(client, "GET", path, asked ?? path);
    }

    [Fact]
    public async Task A_run_is_told_of_by_the_api_as_by_the_command_line()
    {
        foreach (var name in new[] { HostileLadder.Deviating, "red\u001B[31m\u0007\b" })
        {
            var story = await Cli.JsonAsync(
                "explain",
                name,
                "--data",
                Path.Combine(ladder.Root, "data"),
                "--pipelines",
                Path.Combine(ladder.Root, "pipelines")
            );
            var told = await ladder.Service.JsonAsync(
                $"/api/v1/domains/{_domain}/runs/{Uri.EscapeDataString(name)}"
            );
            Assert.True(JsonNode.DeepEquals(story["runs"]![0], told), told.ToJsonString());
        }
    }

    [Fact]
    public async Task The_newest_version_in_the_history_of_a_law_is_the_law()
    {
        var laws = (await ladder.Service.JsonAsync($"/api/v1/laws?domain={_domain}"))
            .AsArray()
            .Where(law => (string)law!["law"]! == Law)
            .Select(law => law!["parameters"]!.ToJsonString());
        var history = await ladder.Service.JsonAsync(
            $"/api/v1/domains/{_domain}/laws/{Uri.EscapeDataString(Law)}/history"
        );
        Assert.Equal(
            laws,
            history["versions"]![0]!["records"]!
                .AsArray()
                .Where(law => (string)law!["fit"]! == "reporting")
                .Select(law => law!["parameters"]!.ToJsonString())
        );
    }

    private static async Task<JsonObject> AskAsync(
        HttpClient client,
        string method,
        string path,
        string asked,
        string? body = null
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1{asked}");
        if (body is not null)
        {
            request.Content = new StringContent(body, null, "application/json");
        }

        using var response = await client.SendAsync(request, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        return new JsonObject
        {
            ["path"] = $"/api/v1{path}",
            ["method"] = method,
            ["status"] = (int)response.StatusCode,
            ["body"] =
                response.StatusCode == HttpStatusCode.NoContent ? null : JsonNode.Parse(text),
        };
    }

    private static IEnumerable<string> Described(JsonNode description) =>
        description["paths"]!
            .AsObject()
            .SelectMany(path =>
                path.Value!.AsObject().Select(op => $"{op.Key.ToUpperInvariant()} {path.Key}")
            );
}
