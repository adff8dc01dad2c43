using System.Diagnostics;
using System.Text.Json;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Reporting.Tests.Json;

/// <summary>What programs may rely on in <c>report.json</c>.</summary>
public sealed class ReportSchemaTests
{
    private static readonly string _schema = Path.Combine(
        SharedData.RepositoryRoot,
        "pipelines",
        "schemas",
        "report.schema.json"
    );

    /// <summary>After a change of the report's types: the new text is in the file named in the message.</summary>
    [Fact]
    public async Task The_schema_is_what_the_types_of_the_report_say()
    {
        var expected = ReportSchema.Text();
        var actual = File.Exists(_schema)
            ? await File.ReadAllTextAsync(_schema, TestContext.Current.CancellationToken)
            : "";
        if (expected != actual)
        {
            var written = Path.Combine(AppContext.BaseDirectory, "report.schema.json");
            await File.WriteAllTextAsync(written, expected, TestContext.Current.CancellationToken);
            Assert.Fail($"{_schema} is out of date; {written} is how it should be.");
        }
    }

    [Fact]
    public async Task Every_report_is_what_the_schema_says()
    {
        Assert.SkipUnless(
            File.Exists(
                Path.Combine(SharedData.RepositoryRoot, "infra/node_modules/ajv/package.json")
            ),
            "The validator is not installed; infra/test.sh installs it"
        );
        using var folder = new TemporaryFolder();
        ReportInput[] inputs =
        [
            SampleReport.Of(),
            SampleReport.Typical(),
            SampleReport.Of(new SampleDomain("bare") { Runs = 0, Fitted = false }.Build()),
            SampleReport.Of(
                new GridDomain("grid").Build(),
                new GridDomain("one length") { Lengths = 1 }.Build()
            ),
        ];
        var files = inputs
            .Select((_, i) => Path.Combine(folder.Path, $"report-{i}.json"))
            .ToArray();
        foreach (var (file, input) in files.Zip(inputs))
        {
            await File.WriteAllTextAsync(
                file,
                ReportWriter.Json(input),
                TestContext.Current.CancellationToken
            );
        }

        Assert.Empty(await FaultsAsync(files));
    }

    private static async Task<string[]> FaultsAsync(string[] files)
    {
        var node = DebianTool.PathOrSkip("node", "nodejs");
        var start = new ProcessStartInfo(node, ["infra/schema-faults.mjs", _schema, .. files])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = SharedData.RepositoryRoot,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(
            TestContext.Current.CancellationToken
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return JsonSerializer.Deserialize<string[]>(output)!;
    }
}
