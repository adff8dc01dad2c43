using ScalingPipeline.Ingestion.Decoding;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>A batch of rows of the list layout.</summary>
internal readonly ref struct ListRows(
    ReadOnlySpan<long> sequences,
    ReadOnlySpan<int> lengths,
    Span<double> losses,
    long firstRow
)
{
    private readonly ReadOnlySpan<long> _sequences = sequences;
    private readonly ReadOnlySpan<int> _lengths = lengths;
    private readonly Span<double> _losses = losses;
    private readonly long _firstRow = firstRow;

    public void Normalize(LossNormalizer normalizer, ReadOnlySpan<bool> isNull)
    {
        var negative = normalizer.Normalize(_losses, isNull);
        if (negative < 0)
        {
            return;
        }

        var (row, position) = (0, negative);
        while (position >= Math.Max(0, _lengths[row]))
        {
            position -= Math.Max(0, _lengths[row++]);
        }

        throw LogContentException.Negative(
            $"Row {_firstRow + row}, position {position},",
            _losses[negative]
        );
    }

    public void AddTo(EvaluationIntake intake)
    {
        var from = 0;
        for (var row = 0; row < _lengths.Length; row++)
        {
            var length = Math.Max(0, _lengths[row]);
            TokenRows.CheckLast((long)length - 1, _sequences[row]);
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
