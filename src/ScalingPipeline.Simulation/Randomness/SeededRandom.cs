using System.Numerics;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Simulation.Randomness;

/// <summary>
/// A stream of random numbers fixed by a seed and a name: xoshiro256** (Blackman and Vigna 2018), its state filled by SplitMix64. Streams of
/// different names are independent, so that no file depends on the order in which files are made.
/// </summary>
internal sealed class SeededRandom
{
    private const double Unit = 1.0 / (1L << 53);

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private double _spareNormal = double.NaN;

    /// <param name="seed">The seed of the whole simulation.</param>
    /// <param name="names">What the stream is for, e.g. the run and the column.</param>
    public SeededRandom(long seed, params ReadOnlySpan<string> names)
    {
        var state = StableHash.Of(seed, names);
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    /// <summary>A stream that continues from a state of xoshiro256**, which must not be all zero.</summary>
    internal SeededRandom(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in the open interval (0, 1).</summary>
    public double NextUniform() => ((NextBits() >> 11) + 0.5) * Unit;

    /// <summary>Uniform in 0 .. <paramref name="count"/> - 1.</summary>
    public int NextIndex(int count) => (int)(((NextBits() >> 32) * (ulong)count) >> 32);

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        while (true)
        {
            var x = (2 * NextUniform()) - 1;
            var y = (2 * NextUniform()) - 1;
            var square = (x * x) + (y * y);
            if (square is > 0 and < 1)
            {
                var scale = Math.Sqrt(-2 * Elementary.Log(square) / square);
                _spareNormal = y * scale;
                return x * scale;
            }
        }
    }

    /// <summary>Log-normal with mean 1: exp(sigma z - sigma^2 / 2).</summary>
    public double NextFactor(double sigma) =>
        Elementary.Exp((sigma * NextNormal()) - (sigma * sigma / 2));

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -Elementary.Log(NextUniform());

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
