using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Support;

/// <summary>
/// The service on a ladder whose runs, family, domain and files are named by somebody who wants out of the folder, into a page, into SQL, a shell or a
/// terminal. Somebody has a key that opens changing calls.
/// </summary>
public sealed class HostileLadder : IAsyncLifetime
{
    public const string Domain = "<script>alert('domain')</script>'; DROP TABLE blob; --";
    private const string Family = "\"><script>alert('family')</script>";
    public const string Deviating = "<script>alert(1)<";

    public static IReadOnlyList<string> Names { get; } =
    [
        "..run",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        @"..\..\windows",
        "'; DROP TABLE blob; --",
        "\"; DROP TABLE ledger; --",
        "<img src=x onerror=alert(1)>",
        "&lt;script&gt;&amp;&#60;",
        "$(touch pwned)",
        "`touch pwned`; touch pwned | touch pwned",
        "\u202Egnp.stsol\u2066",
        "red\u001B[31m\u0007\b",
        "two\nlines\r\tand a tab",
        "\u0001\u007F\u0085",
        "C:CON",
        new string('n', 250),
    ];

    /// <summary>Every page, and of those of one run or law one that shows much; without those of what is not there.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "/",
        "/alerts",
        "/ledger",
        "/ledger?state=foreign",
        "/forecast?parameters=1M&tokens=5242880",
        "/forecast?target=0.1&layers=x",
        "/reports",
        "/report",
        "/sign-in",
        $"/domains/{Uri.EscapeDataString(Domain)}",
        $"/domains/{Uri.EscapeDataString(Domain)}/laws/{Uri.EscapeDataString("L(N)")}",
        RunPage(Deviating),
        RunPage(new string('n', 250)),
    ];

    public static string RunPage(string run) =>
        $"/domains/{Uri.EscapeDataString(Domain)}/runs/{Uri.EscapeDataString(run)}";

    /// <summary>The longest name of a blob, in characters.</summary>
    private const int LongestName = 1024;

    public static string Key { get; } = ApiKey.New();

    private readonly TemporaryFolder _folder = new();
    private string? _signedIn;

    public string Root => _folder.Path;

    /// <summary>How many logs there are.</summary>
    public int Logs { get; private set; }

    internal Service Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
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
        var labels = Path.Combine(logs, "LABELS.json");
        var deviating = (string)
            JsonNode.Parse(await File.ReadAllTextAsync(labels))!["faults"]![0]!["run"]!;
        await RenameAsync(Path.Combine(logs, "math"), deviating);
        File.Move(labels, Path.Combine(logs, "<script>alert(0)<\u001B[2J\n.json"));
        LeadingFolders(logs);
        await WriteDefinitionAsync();
        Logs = Directory.GetFiles(logs, "*", SearchOption.AllDirectories).Length - 1;

        Service = await Service.StartAsync(
            _folder.At("data"),
            logs,
            new Dictionary<string, string>
            {
                ["SCALING_PIPELINE_Web__ApiKeys__0__Name"] = "changer",
                ["SCALING_PIPELINE_Web__ApiKeys__0__Key"] = Key,
                ["SCALING_PIPELINE_Web__ApiKeys__0__MayChange"] = "true",
                ["SCALING_PIPELINE_Web__PagesPerMinute"] = "100000",
            },
            "--pipelines",
            Path.Combine(Root, "pipelines")
        );
        await Eventually.TrueAsync(async () =>
            (int)(await Service.JsonAsync("/api/v1/ledger"))["files"]!["committed"]! >= Logs
            && (int)(await Service.JsonAsync("/api/v1/status"))["changedDomains"]! == 0
            && (await Service.JsonAsync("/api/v1/alerts")).AsArray().Count > 0
        );
    }

    /// <summary>What a browser keeps of whoever signed in and may change things.</summary>
    public async Task<string> SignedInAsync(IBrowser browser)
    {
        if (_signedIn is null)
        {
            await using var context = await browser.NewContextAsync(
                new BrowserNewContextOptions { BaseURL = Service.Page.ToString() }
            );
            var page = await context.NewPageAsync();
            await page.GotoAsync("/sign-in");
            await page.GetByLabel("API key").FillAsync(Key);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await page.WaitForURLAsync("**/", new() { WaitUntil = WaitUntilState.Commit });
            _signedIn = await context.StorageStateAsync();
        }

        return _signedIn;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task RenameAsync(string domain, string deviating)
    {
        var names = new Queue<string>(Names);
        foreach (var run in Directory.GetDirectories(domain).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(run) == deviating ? Deviating : names.Dequeue();
            var path = Path.Combine(run, "run.json");
            var declared = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
            declared["run_id"] = name;
            declared["domain"] = Domain;
            declared["architecture"] = Family;
            await File.WriteAllTextAsync(path, declared.ToJsonString());
            Directory.Move(run, Path.Combine(domain, name));
        }
    }

    /// <summary>Puts everything below folders of strange names, so that the longest name has all characters that a name may have.</summary>
    private static void LeadingFolders(string logs)
    {
        var longest = Directory
            .GetFiles(logs, "*", SearchOption.AllDirectories)
            .Max(file => Path.GetRelativePath(logs, file).Length);
        var rest = LongestName - longest - "..../".Length;
        var folder = Path.Combine(logs, "....");
        for (; rest > 1; rest -= 201)
        {
            folder = Path.Combine(folder, new string('\u202E', Math.Min(200, rest - 1) / 4));
        }

        Directory.CreateDirectory(folder);
        Directory.Move(Path.Combine(logs, "math"), Path.Combine(folder, "math"));
    }

    private async Task WriteDefinitionAsync()
    {
        var shipped = await File.ReadAllTextAsync(
            Path.Combine(SharedData.RepositoryRoot, "pipelines", "math.yaml")
        );
        await File.WriteAllTextAsync(
            _folder.At("pipelines", "math.yaml"),
            shipped.Replace(
                "domain: math",
                $"domain: {JsonSerializer.Serialize(Domain)}",
                StringComparison.Ordinal
            )
        );
    }
}
