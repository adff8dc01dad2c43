using System.Globalization;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>A number as people type it, into a field of the page or after an option: <c>1e9</c>, <c>1,000,000</c>, <c>7B</c>.</summary>
internal static class Quantity
{
    /// <summary>What is wrong with whatever is no quantity, after its name.</summary>
    public const string Wanted = "must be a number greater than 0, as in 1e9, 7B or 350M";

    /// <param name="text">As typed.</param>
    /// <param name="value">Finite and greater than 0.</param>
    public static bool TryParse(string text, out double value)
    {
        var typed = text.Trim();
        var unit =
            typed.Length == 0
                ? 1
                : char.ToUpperInvariant(typed[^1]) switch
                {
                    'K' => 1e3,
                    'M' => 1e6,
                    'B' or 'G' => 1e9,
                    'T' => 1e12,
                    _ => 1,
                };
        var isNumber = double.TryParse(
            unit > 1 ? typed[..^1] : typed,
            NumberStyles.Float | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture,
            out value
        );
        value *= unit;
        return isNumber && value is > 0 and < double.PositiveInfinity;
    }
}
