using System.Globalization;
using ScalingPipeline.Parquet;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Data;

/// <summary>The training logs of the ladder.</summary>
internal static class LadderCurves
{
    /// <summary>Loss and learning rate of every step of a run.</summary>
    public static (double Loss, double Rate)[] Steps(string domain, string run) =>
        [
            .. Directory
                .GetFiles(SharedData.PathOrSkip($"ladder/{domain}/{run}/train"), "*.parquet")
                .SelectMany(Rows)
                .OrderBy(row => row.Step)
                .Select(row => (row.Loss, row.Rate)),
        ];

    /// <summary>The geometric means of the losses of equal blocks, each at its last step.</summary>
    public static IReadOnlyList<(double Step, double Loss)> Blocks(
        (double Loss, double Rate)[] steps,
        int blocks
    ) =>
        [
            .. steps
                .Chunk(steps.Length / blocks)
                .Take(blocks)
                .Select(
                    (block, i) =>
                        (
                            (double)(i + 1) * block.Length,
                            Math.Exp(block.Average(step => Math.Log(step.Loss)))
                        )
                ),
        ];

    private static List<(double Step, double Loss, double Rate)> Rows(string path)
    {
        using var file = ParquetFile.Open(path);
        return
        [
            .. file.ReadRows([file.Column("step")!, file.Column("loss")!, file.Column("lr")!])
                .Select(row => (Number(row[0]), Number(row[1]), Number(row[2]))),
        ];
    }

    private static double Number(object? value) =>
        Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
