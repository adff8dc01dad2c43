using System.Numerics;
using ScalingPipeline.Ingestion.Decoding;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>A batch of rows of the list layout.</summary>
internal readonly ref struct ListRows<T>(
    ReadOnlySpan<long> sequences,
    ReadOnlySpan<int> lengths,
    ReadOnlySpan<T> losses,
    long firstRow
)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<long> _sequences = sequences;
    private readonly ReadOnlySpan<int> _lengths = lengths;
    private readonly ReadOnlySpan<T> _losses = losses;
    private readonly long _firstRow = firstRow;

    /// <summary>Says where the loss is that cannot be one.</summary>
    public LogContentException Refusal(int index, double loss)
    {
        var (row, position) = (0, index);
        while (position >= Math.Max(0, _lengths[row]))
        {
            position -= Math.Max(0, _lengths[row++]);
        }

        return LogContentException.Negative($"Row {_firstRow + row}, position {position},", loss);
    }

    public void AddTo(EvaluationIntake intake)
    {
        var from = 0;
        for (var row = 0; row < _lengths.Length; row++)
        {
            var length = Math.Max(0, _lengths[row]);
            LogPosition.CheckLast((long)length - 1, _sequences[row]);
            if (!intake.TryBegin(_sequences[row]))
            {
                throw new LogContentException(
                    $"Row {_firstRow + row} gives sequence {_sequences[row]} again: duplicated losses would count twice."
                );
            }

            if (length > 0)
            {
                intake.TryAdd(_sequences[row], 0, _losses.Slice(from, length));
            }

            from += length;
        }
    }
}
