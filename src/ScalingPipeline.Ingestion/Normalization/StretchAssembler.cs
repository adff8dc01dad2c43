using System.Numerics;
using ScalingPipeline.Ingestion.Decoding;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>
/// Cuts rows into stretches: one sequence, consecutive positions. A stretch inside one batch is handed on where it lies; only one
/// that crosses into the next batch is copied.
/// </summary>
internal sealed class StretchAssembler<T>(EvaluationIntake intake) : ITokenRowConsumer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _open = new T[256];
    private int _openLength;
    private long _openSequence;
    private int _openPosition;

    /// <inheritdoc/>
    /// <exception cref="LogContentException">A position is out of range.</exception>
    public void Add(TokenRows<T> rows)
    {
        var at = 0;
        if (_openLength > 0)
        {
            at = rows.StretchFrom(0, _openSequence, (long)_openPosition + _openLength);
            Keep(rows.Losses[..at]);
            if (at == rows.Count)
            {
                return;
            }

            Flush();
        }

        while (at < rows.Count)
        {
            var end = rows.StretchFrom(at, rows.Sequences[at], rows.Positions[at]);
            LogPosition.Check(rows.Positions[at], rows.FirstRow + at);
            LogPosition.Check(rows.Positions[end - 1], rows.FirstRow + end - 1);
            var (sequence, position) = (rows.Sequences[at], (int)rows.Positions[at]);
            if (end == rows.Count)
            {
                (_openSequence, _openPosition) = (sequence, position);
                Keep(rows.Losses[at..]);
            }
            else
            {
                Pass(sequence, position, rows.Losses[at..end]);
            }

            at = end;
        }
    }

    /// <summary>Hands on what is left.</summary>
    /// <exception cref="RowsOutOfOrderException">It is not in order.</exception>
    public void End()
    {
        Flush();
        intake.End();
    }

    private void Flush()
    {
        if (_openLength == 0)
        {
            return;
        }

        LogPosition.CheckLast((long)_openPosition + _openLength - 1, _openSequence);
        var losses = _open.AsSpan(0, _openLength);
        _openLength = 0;
        Pass(_openSequence, _openPosition, losses);
    }

    private void Pass(long sequence, int position, ReadOnlySpan<T> losses)
    {
        if (!intake.TryAdd(sequence, position, losses))
        {
            throw new RowsOutOfOrderException(sequence);
        }
    }

    private void Keep(ReadOnlySpan<T> losses)
    {
        var needed = _openLength + losses.Length;
        if (needed > _open.Length)
        {
            LogPosition.CheckLast((long)_openPosition + needed - 1, _openSequence);
            Array.Resize(ref _open, Math.Max(needed, 2 * _open.Length));
        }

        losses.CopyTo(_open.AsSpan(_openLength));
        _openLength = needed;
    }
}
