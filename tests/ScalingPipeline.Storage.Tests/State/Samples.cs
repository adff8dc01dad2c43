using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>Small contributions and ledger entries.</summary>
internal static class Samples
{
    public const string Container = "folder:/logs";

    /// <summary>Of a message between two deliveries.</summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromHours(1);

    public static DateTimeOffset Time { get; } = new(2026, 3, 1, 2, 30, 0, TimeSpan.Zero);

    public static RunMetadataContribution Metadata(
        string domain = "text",
        string run = "run-1",
        long parameters = 1000
    ) =>
        new(
            new RunMetadata
            {
                Domain = domain,
                Run = run,
                Family = "dense",
                Parameters = parameters,
                Unit = LossUnit.Nats,
            }
        )
        {
            Domain = domain,
            Run = run,
            Coverage = Coverage.None,
        };

    public static TrainingContribution Training(
        string domain = "text",
        string run = "run-1",
        params long[] steps
    ) =>
        new(
            new TrainingSeries
            {
                Step = steps,
                Tokens = [.. steps.Select(s => s * 512)],
                Loss = [.. steps.Select(s => 5 - (0.001 * s))],
                LearningRate = [.. steps.Select(_ => float.NaN)],
                GradientNorm = [.. steps.Select(_ => 1f)],
                ElapsedSeconds = [.. steps.Select(s => (float)s)],
            }
        )
        {
            Domain = domain,
            Run = run,
            Coverage = Coverage.Of(steps),
        };

    public static EvaluationContribution Evaluation(
        long[] sequences,
        double loss = 3.5,
        string domain = "text",
        string run = "run-1",
        long step = 100
    ) =>
        new(
            new EvaluationCheckpoint
            {
                Set = "validation",
                Step = step,
                All = new LossStatistics
                {
                    Sum = loss * sequences.Length,
                    Tokens = sequences.Length,
                    Sequences = sequences.Length,
                },
                Profile = PositionProfile.Empty,
            }
        )
        {
            Domain = domain,
            Run = run,
            Coverage = Coverage.Of(sequences),
        };

    /// <param name="name">The blob name.</param>
    /// <param name="version">Versions are seen one minute after another.</param>
    public static LedgerEntry Entry(
        string name,
        int version = 1,
        BlobState state = BlobState.Committed
    ) =>
        new()
        {
            Blob = new BlobIdentity(Container, name, $"etag-{version}"),
            Size = 1234,
            State = state,
            Domain = "text",
            Run = "run-1",
            DefinitionHash = "definition-1",
            Rows = 10,
            Attempts = 1,
            FirstSeen = Time.AddMinutes(version),
            Changed = Time.AddMinutes(version).AddSeconds(1),
        };
}
