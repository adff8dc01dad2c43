using System.Collections.Frozen;

namespace ScalingPipeline.Runs.Units;

/// <summary>Converts logged losses of a declared unit to nats per token.</summary>
public sealed class LossConversion
{
    private static readonly FrozenDictionary<string, LossUnit> _names = new Dictionary<
        string,
        LossUnit
    >(StringComparer.OrdinalIgnoreCase)
    {
        ["nats"] = LossUnit.Nats,
        ["nats/token"] = LossUnit.Nats,
        ["bits"] = LossUnit.Bits,
        ["bits/token"] = LossUnit.Bits,
        ["bans"] = LossUnit.Bans,
        ["log10"] = LossUnit.Bans,
        ["bits-per-byte"] = LossUnit.BitsPerByte,
        ["bits/byte"] = LossUnit.BitsPerByte,
        ["bpb"] = LossUnit.BitsPerByte,
        ["perplexity"] = LossUnit.Perplexity,
        ["nats-per-sequence"] = LossUnit.NatsPerSequence,
        ["nats-per-image"] = LossUnit.NatsPerSequence,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly double _factor;

    private LossConversion(LossUnit unit, double factor)
    {
        Unit = unit;
        _factor = factor;
    }

    public static LossConversion None { get; } = new(LossUnit.Nats, 1);

    /// <summary>The declared unit that this conversion reads.</summary>
    public LossUnit Unit { get; }

    /// <summary>The names that a definition or a run may use, ordered (ordinal).</summary>
    public static IEnumerable<string> KnownNames => _names.Keys.Order(StringComparer.Ordinal);

    /// <summary>True when a loss of this unit is already in nats per token.</summary>
    public bool IsIdentity => Unit == LossUnit.Nats;

    public static bool TryParse(string name, out LossUnit unit) =>
        _names.TryGetValue(name.Trim(), out unit);

    /// <param name="unit">The declared unit.</param>
    /// <param name="bytesPerToken">Mean bytes of text per token; needed for <see cref="LossUnit.BitsPerByte"/>.</param>
    /// <param name="tokensPerSequence">Predicted tokens per sequence; needed for <see cref="LossUnit.NatsPerSequence"/>.</param>
    /// <exception cref="ArgumentException">The unit needs a quantity that was not given.</exception>
    public static LossConversion From(
        LossUnit unit,
        double? bytesPerToken = null,
        double? tokensPerSequence = null
    ) =>
        unit switch
        {
            LossUnit.Nats => None,
            LossUnit.Bits => new(unit, Math.Log(2)),
            LossUnit.Bans => new(unit, Math.Log(10)),
            LossUnit.Perplexity => new(unit, 1),
            LossUnit.BitsPerByte => new(
                unit,
                Math.Log(2) * Needed(bytesPerToken, "bits per byte", "bytes_per_token")
            ),
            LossUnit.NatsPerSequence => new(
                unit,
                1 / Needed(tokensPerSequence, "nats per sequence", "n_ctx")
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a loss unit."),
        };

    /// <summary>One logged loss in nats per token; NaN stays NaN.</summary>
    public double ToNats(double logged) =>
        Unit == LossUnit.Perplexity ? Math.Log(logged) : logged * _factor;

    private static double Needed(double? quantity, string unit, string field) =>
        quantity is > 0 and < double.PositiveInfinity
            ? quantity.Value
            : throw new ArgumentException(
                $"losses in {unit} cannot be converted without a positive '{field}'"
            );
}
