namespace ScalingPipeline.Runs;

/// <summary>
/// How the mean losses of the sequences of an evaluation are spread: counts in bins of the mean loss in nats, eight in each octave, so that the
/// parts of a checkpoint add up exactly.
/// </summary>
/// <remarks>Bins are read off the bits of a double: the same on every machine. Means below 2^-16 nats share the first bin, those from 2^16 on the last.</remarks>
public sealed class SequenceLosses
{
    private const int PerOctaveBits = 3;
    private const int MantissaBits = 52;
    private const int LowestExponent = -16;
    private const int HighestExponent = 16;

    // No sum over all bins overflows.
    private const long Most = 1L << 48;

    private static readonly long _origin = Prefix(Math.ScaleB(1, LowestExponent));

    /// <param name="first">The bin of the first count, 0 to <see cref="BinCount"/> - 1.</param>
    /// <param name="counts">Sequences by bin, none negative; neither the first nor the last of them 0, as parts add up to the same whatever their order.</param>
    /// <exception cref="ArgumentException">The bins are not there, or a count is negative.</exception>
    public SequenceLosses(int first, IReadOnlyList<long> counts)
    {
        if (first < 0 || first > BinCount - counts.Count || counts.Any(c => c is < 0 or > Most))
        {
            throw new ArgumentException(
                $"There are {BinCount} bins, and no count is negative or beyond {Most}.",
                nameof(counts)
            );
        }

        First = first;
        Counts = counts;
        Total = counts.Sum();
    }

    /// <summary>Of no sequence.</summary>
    public static SequenceLosses Empty { get; } = new(0, []);

    /// <summary>The bins there are.</summary>
    public static int BinCount { get; } = (HighestExponent - LowestExponent) << PerOctaveBits;

    /// <summary>The bin of the first count.</summary>
    public int First { get; }

    /// <summary>Sequences by bin.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>Sequences that have a loss.</summary>
    public long Total { get; }

    /// <summary>The bin of a mean loss.</summary>
    /// <param name="meanLoss">Nats a token, finite, not negative.</param>
    public static int BinOf(double meanLoss) =>
        (int)Math.Clamp(Prefix(meanLoss) - _origin, 0, BinCount - 1);

    /// <summary>The lowest mean loss of a bin in nats; 0 for the first.</summary>
    public static double LowestOf(int bin) =>
        bin <= 0
            ? 0
            : BitConverter.Int64BitsToDouble((_origin + bin) << (MantissaBits - PerOctaveBits));

    /// <summary>The bin in which the median sequence lies; -1 without sequences.</summary>
    public int MedianBin
    {
        get
        {
            var below = 0L;
            for (var bin = 0; bin < Counts.Count; bin++)
            {
                below += Counts[bin];
                if (2 * below >= Total && Total > 0)
                {
                    return First + bin;
                }
            }

            return -1;
        }
    }

    /// <summary>Sequences in the bins below one.</summary>
    public long Below(int bin) => Counts.Take(Math.Max(0, bin - First)).Sum();

    /// <summary>The counts of two sets of sequences that share none.</summary>
    public static SequenceLosses operator +(SequenceLosses left, SequenceLosses right)
    {
        if (left.Counts.Count == 0 || right.Counts.Count == 0)
        {
            return left.Counts.Count == 0 ? right : left;
        }

        var first = Math.Min(left.First, right.First);
        var sums = new long[
            Math.Max(left.First + left.Counts.Count, right.First + right.Counts.Count) - first
        ];
        foreach (var part in (ReadOnlySpan<SequenceLosses>)[left, right])
        {
            for (var bin = 0; bin < part.Counts.Count; bin++)
            {
                sums[part.First - first + bin] += part.Counts[bin];
            }
        }

        return new SequenceLosses(first, sums);
    }

    /// <summary>Exponent and leading bits of the fraction, which grow with the number.</summary>
    private static long Prefix(double value) =>
        BitConverter.DoubleToInt64Bits(value) >> (MantissaBits - PerOctaveBits);
}
