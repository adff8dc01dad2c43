using System.Text.Json;
using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>The laws as <c>laws --json</c>, <c>fit --json</c> and the API give them: <see cref="LawRecord"/> as it stands, whose fields are only ever added to.</summary>
public static class CurrentLaws
{
    private const string Forecast = "forecast";

    private static readonly string[] _numbers =
    [
        "parameters",
        "standardErrors",
        "intervals",
        "covariance",
    ];

    /// <summary>The laws of one of the two fits, each with the forecast for the next size, which the forecast fit makes.</summary>
    public static IEnumerable<LawRecord> Of(
        IEnumerable<StoredAnalysis> analyses,
        string fit = "reporting"
    ) =>
        from stored in analyses
        from law in stored.Analysis.Laws
        where string.Equals(law.Fit, fit, StringComparison.Ordinal)
        select law with
        {
            Next =
                law.Next
                ?? stored.Analysis.Laws.FirstOrDefault(other => IsForecastOf(other, law))?.Next,
        };

    /// <summary>
    /// One law that was fitted to a table, with what it says of every row under <c>predictions</c>. What the solver ended at, where the data do not pin the law
    /// down, is under <c>unidentified</c> and not under <c>parameters</c>.
    /// </summary>
    public static JsonObject WithPredictions(LawRecord law)
    {
        var document = JsonSerializer.SerializeToNode(law, JsonOutput.Options)!.AsObject();
        document["predictions"] = document["observations"]!.DeepClone();
        document.Remove("observations");
        if (!LawWords.IsUsable(law))
        {
            SetNumbersApart(document);
        }

        return document;
    }

    private static void SetNumbersApart(JsonObject document)
    {
        var apart = new JsonObject();
        foreach (var name in _numbers)
        {
            var numbers = document[name]!;
            document[name] = numbers is JsonArray ? new JsonArray() : new JsonObject();
            apart[name] = numbers;
        }

        document["unidentified"] = apart;
    }

    /// <summary>The same with what the law says of the rows of another table.</summary>
    public static JsonObject WithPredictions<TPrediction>(
        LawRecord law,
        IReadOnlyList<TPrediction> predictions
    )
    {
        var document = WithPredictions(law);
        document["predictions"] = JsonSerializer.SerializeToNode(predictions, JsonOutput.Options);
        return document;
    }

    private static bool IsForecastOf(LawRecord candidate, LawRecord law) =>
        string.Equals(candidate.Fit, Forecast, StringComparison.Ordinal)
        && string.Equals(candidate.Family, law.Family, StringComparison.Ordinal)
        && string.Equals(candidate.Law, law.Law, StringComparison.Ordinal);
}
