using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts;

/// <summary>What an axis counts; decides how its ticks are written.</summary>
public enum Quantity
{
    /// <summary>Parameters, tokens or positions: 3k, 5M.</summary>
    Count,

    /// <summary>FLOP: 10¹⁵; a second axis in PF-days stands on the other side.</summary>
    Compute,

    /// <summary>Nats per token.</summary>
    Loss,

    /// <summary>Per cent with its sign.</summary>
    Deviation,

    /// <summary>A plain number.</summary>
    Plain,
}

/// <summary>An axis: its title with the unit, what it counts, and whether equal ratios take equal lengths.</summary>
public sealed record AxisSpec(string Title, Quantity Quantity, bool Logarithmic)
{
    public static AxisSpec Parameters { get; } =
        new("parameters N (non-embedding)", Quantity.Count, true);

    public static AxisSpec Tokens { get; } = new("tokens D", Quantity.Count, true);

    public static AxisSpec Compute { get; } = new("compute C (FLOP)", Quantity.Compute, true);

    public static AxisSpec Position { get; } =
        new("context position t (tokens)", Quantity.Count, true);

    public static AxisSpec Loss { get; } = new("loss (nats per token)", Quantity.Loss, true);

    /// <summary>How a tick of this axis is written.</summary>
    public string Label(double value) =>
        Quantity switch
        {
            Quantity.Count => Formatting.Short(value),
            Quantity.Compute => Formatting.Scientific(value, 2),
            Quantity.Deviation => value == 0
                ? "0 %"
                : Sign(value) + Formatting.Compact(Math.Abs(value)) + " %",
            _ => Formatting.Compact(value),
        };

    private static string Sign(double value) => value > 0 ? "+" : "−";
}
