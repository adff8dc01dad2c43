using System.Globalization;

namespace ScalingPipeline.Worker.Web.Calculators;

/// <summary>A number as people type it into a field: <c>1e9</c>, <c>1,000,000</c>, <c>7B</c>.</summary>
internal static class Quantity
{
    /// <param name="text">As typed; null or blank is no number.</param>
    /// <param name="name">What it is, for the sentence.</param>
    /// <exception cref="QuestionException">It is not a finite number greater than 0.</exception>
    public static double? Parse(string? text, string name)
    {
        var typed = text?.Trim() ?? "";
        if (typed.Length == 0)
        {
            return null;
        }

        var unit = char.ToUpperInvariant(typed[^1]) switch
        {
            'K' => 1e3,
            'M' => 1e6,
            'B' or 'G' => 1e9,
            'T' => 1e12,
            _ => 1,
        };
        var digits = unit > 1 ? typed[..^1] : typed;
        return
            double.TryParse(
                digits,
                NumberStyles.Float | NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture,
                out var value
            ) && value * unit is > 0 and < double.PositiveInfinity
            ? value * unit
            : throw new QuestionException(
                $"{name} must be a number greater than 0, as in 1e9, 7B or 350M."
            );
    }
}

/// <summary>What was asked cannot be answered; the message says why.</summary>
internal sealed class QuestionException(string message) : Exception(message);
