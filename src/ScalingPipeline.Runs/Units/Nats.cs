namespace ScalingPipeline.Runs.Units;

/// <summary>A cross-entropy in nats per token (natural logarithm).</summary>
public readonly record struct Nats(double Value) : IComparable<Nats>
{
    /// <summary>1 nat = 1/ln 2 bits.</summary>
    public double Bits => Value / Math.Log(2);

    public double Perplexity => Math.Exp(Value);

    public int CompareTo(Nats other) => Value.CompareTo(other.Value);

    public static bool operator <(Nats left, Nats right) => left.Value < right.Value;

    public static bool operator <=(Nats left, Nats right) => left.Value <= right.Value;

    public static bool operator >(Nats left, Nats right) => left.Value > right.Value;

    public static bool operator >=(Nats left, Nats right) => left.Value >= right.Value;

    public override string ToString() => $"{Value:0.####} nats";
}
