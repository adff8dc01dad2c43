using System.Reflection;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Worker.AlertTests;

/// <summary>Reads a file of alert tests; anything it does not know is refused with its line. Its schema is <c>pipelines/schemas/alert-tests.schema.json</c>.</summary>
internal static class AlertTestReader
{
    /// <summary>The largest file in bytes.</summary>
    public const int MostBytes = 1 << 20;

    private const int Version = 1;
    private const int MostCases = 100;
    private const int MostExpected = 200;
    private const string None = "none";

    private static readonly string[] _alerts = Constants(typeof(AlertCodes));
    private static readonly string[] _causes = Constants(typeof(CauseCodes));

    /// <param name="file">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    /// <exception cref="DefinitionException">The first fault, as one sentence with file and line.</exception>
    public static IReadOnlyList<AlertTestCase> Read(string file, string yaml)
    {
        var root = new DefinitionMapping(
            file,
            DefinitionYaml.Parse(file, yaml, MostBytes),
            "the file",
            "version",
            "cases"
        );
        if (root.WholeNumber("version", 0, int.MaxValue) is not Version)
        {
            throw root.Fault(
                "version",
                $"this build reads alert tests of version {Version}: write 'version: {Version}'"
            );
        }

        var cases = root.Mappings("cases", "name", "simulate", "runs", "expect");
        return cases.Count <= MostCases
            ? [.. cases.Select(ReadCase)]
            : throw root.Fault("cases", $"'cases' has more than {MostCases} items");
    }

    private static AlertTestCase ReadCase(DefinitionMapping test)
    {
        var name = test.RequiredText("name");
        var fabricated = (test.Has("simulate"), test.Has("runs")) switch
        {
            (true, false) => FabricatedRuns.Simulated(test),
            (false, true) => FabricatedRuns.Listed(test),
            _ => throw test.Fault("runs", "a case has either 'simulate' or 'runs'"),
        };
        return new AlertTestCase(name, fabricated.Read, ReadExpected(test, fabricated));
    }

    private static List<ExpectedAlert> ReadExpected(
        DefinitionMapping test,
        FabricatedRuns fabricated
    )
    {
        if (!test.Has("expect"))
        {
            throw test.Missing("expect");
        }

        if (test.IsText("expect"))
        {
            return string.Equals(test.Text("expect"), None, StringComparison.Ordinal)
                ? []
                : throw test.Fault("expect", $"'expect' is '{None}' or a list of alerts");
        }

        var items = test.Mappings("expect", "run", "alert", "cause", "severity", "by");
        return items.Count <= MostExpected
            ? [.. items.Select(item => ReadAlert(item, fabricated))]
            : throw test.Fault("expect", $"'expect' has more than {MostExpected} items");
    }

    private static ExpectedAlert ReadAlert(DefinitionMapping item, FabricatedRuns fabricated) =>
        new(
            Known(item, "run", [.. fabricated.Names]) ?? throw item.Missing("run"),
            Known(item, "alert", _alerts) ?? throw item.Missing("alert"),
            Known(item, "cause", _causes),
            Known(item, "severity", [.. Enum.GetValues<AlertSeverity>().Select(AlertJson.NameOf)])
                is { } severity
                ? Enum.Parse<AlertSeverity>(severity, ignoreCase: true)
                : null,
            item.WholeNumber("by", 1, FabricatedRuns.MostSteps)
        );

    private static string? Known(DefinitionMapping item, string key, string[] known)
    {
        var word = item.Text(key);
        return word is null || known.Contains(word, StringComparer.Ordinal)
            ? word
            : throw item.Fault(key, $"unknown {key} '{word}'{Suggestion.For(word, known)}");
    }

    private static string[] Constants(Type codes) =>
        [
            .. codes
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.IsLiteral)
                .Select(field => (string)field.GetRawConstantValue()!),
        ];
}
