using ScalingPipeline.Parquet;
using ScalingPipeline.Simulation.Ladder;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Files;

/// <summary>How a job writes its logs. Jobs differ in it, as they do in life; it is drawn from a hash of the run's name.</summary>
/// <param name="Codec">How pages are compressed.</param>
/// <param name="TrainingParts">3 to 6 files.</param>
/// <param name="Lists">One row per sequence with a list of losses; else one row per token.</param>
/// <param name="RowGroupRows">Rows in a row group, at most.</param>
internal sealed record LogStyle(
    CompressionCodec Codec,
    int TrainingParts,
    bool Lists,
    int RowGroupRows
)
{
    private const int FewestParts = 3;
    private const int PartChoices = 4;
    private const int SmallestRowGroup = 4096;

    public static LogStyle Of(RunPlan plan, SimulationOptions options)
    {
        var random = new SeededRandom(options.Seed, "style", plan.RunId);
        return new(
            options.Codecs[random.NextIndex(options.Codecs.Count)],
            FewestParts + random.NextIndex(PartChoices),
            random.NextIndex(2) == 0,
            SmallestRowGroup << random.NextIndex(5)
        );
    }
}
