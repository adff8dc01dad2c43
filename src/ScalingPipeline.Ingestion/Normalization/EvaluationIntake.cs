using System.Numerics;
using ScalingPipeline.Ingestion.Contributions;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Takes the stretches of an evaluation in the order of its sequences: sums them, notes the sequences, passes them on.</summary>
internal sealed class EvaluationIntake(NormalizedEvaluationFile? output)
{
    private readonly CoverageBuilder _coverage = new();
    private bool _isOpen;
    private int _next;

    public EvaluationAccumulator Sums { get; } = new();

    /// <summary>The sequence that is open; meaningful after the first.</summary>
    public long Sequence { get; private set; }

    public Coverage Coverage() => _coverage.Build();

    /// <summary>Adds a whole stretch; false, with nothing changed, when its sequence was closed before or its positions do not follow on.</summary>
    public bool TryAdd<T>(long sequence, int position, ReadOnlySpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_isOpen && sequence == Sequence)
        {
            if (position < _next)
            {
                return false;
            }
        }
        else if (!TryBegin(sequence))
        {
            return false;
        }

        Sums.Add(position, losses);
        output?.Write(sequence, position, losses);
        _next = position + losses.Length;
        return true;
    }

    /// <summary>Opens a sequence, which may stay without losses; false when it was open before.</summary>
    public bool TryBegin(long sequence)
    {
        if (!_coverage.Add(sequence))
        {
            return false;
        }

        End();
        (Sequence, _isOpen, _next) = (sequence, true, 0);
        return true;
    }

    public void End()
    {
        if (_isOpen)
        {
            Sums.EndSequence();
            _isOpen = false;
        }
    }
}
