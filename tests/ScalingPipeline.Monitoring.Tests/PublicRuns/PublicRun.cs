using System.Globalization;
using CsvHelper;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;
using ScalingPipeline.Runs.Units;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Monitoring.Tests.PublicRuns;

/// <summary>Published logs as runs of a domain.</summary>
internal static class PublicRun
{
    public static IReadOnlyList<IDictionary<string, object>> Rows(string file)
    {
        using var reader = new StreamReader(SharedData.PathOrSkip(file));
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<dynamic>().Select(r => (IDictionary<string, object>)r)];
    }

    public static double Number(this IDictionary<string, object> row, string column) =>
        double.Parse((string)row[column], CultureInfo.InvariantCulture);

    public static Run Of(
        string name,
        long parameters,
        long totalSteps,
        IEnumerable<(long Step, double Loss)> training,
        IEnumerable<(long Step, double Loss)>? evaluations = null,
        int? vocabulary = null
    )
    {
        var rows = training
            .GroupBy(r => r.Step)
            .OrderBy(g => g.Key)
            .Select(g => g.Last())
            .ToArray();
        var missing = Array.ConvertAll(rows, _ => float.NaN);
        return new Run
        {
            Metadata = new RunMetadata
            {
                Run = name,
                Domain = "public",
                Family = "transformer",
                Parameters = parameters,
                TotalSteps = totalSteps,
                VocabularySize = vocabulary,
                Unit = LossUnit.Nats,
            },
            Training = new TrainingSeries
            {
                Step = Array.ConvertAll(rows, r => r.Step),
                Tokens = new long[rows.Length],
                Loss = Array.ConvertAll(rows, r => r.Loss),
                LearningRate = missing,
                GradientNorm = missing,
                ElapsedSeconds = missing,
            },
            Evaluations =
            [
                .. (evaluations ?? []).OrderBy(e => e.Step).Select(e => Evaluation(e.Step, e.Loss)),
            ],
        };
    }

    public static DomainSnapshot Domain(IEnumerable<Run> runs) =>
        new()
        {
            Domain = "public",
            EvaluationSet = "validation",
            ReferenceContext = 0,
            Runs = [.. runs.OrderBy(r => r.Name, StringComparer.Ordinal)],
            Hash = "public",
        };

    private static EvaluationCheckpoint Evaluation(long step, double loss) =>
        new()
        {
            Set = "validation",
            Step = step,
            All = new LossStatistics
            {
                Sum = loss * 1_000,
                Tokens = 1_000,
                Sequences = 10,
            },
            Profile = PositionProfile.Empty,
        };
}
