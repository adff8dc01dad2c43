using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>A scale such as x0 = (reducible loss at 1)^(1/alpha) overflows long before the law does: a law that cannot be written down is not given out.</summary>
internal static class DoublePrecision
{
    private const double Level = 0.95;

    /// <summary>The fit, not identified where a parameter, its standard error or an end of its interval is not a finite number.</summary>
    public static Fit Checked(Fit fit)
    {
        if (!fit.Status.IsUsable || Beyond(fit) is not { } name)
        {
            return fit;
        }

        return fit with
        {
            Status = new FitStatus(
                Identification.NotIdentified,
                $"{name} is not identified: its value, standard error or interval lies beyond double precision."
            ),
        };
    }

    private static string? Beyond(Fit fit) =>
        fit.Parameters.FirstOrDefault(p =>
            !double.IsFinite(p.Value) || !double.IsFinite(p.StandardError)
        )?.Name
        ?? (fit.Centred is null ? [] : WaldIntervals.Of(fit, Level))
            .FirstOrDefault(i => !double.IsFinite(i.Low) || !double.IsFinite(i.High))
            ?.Name;
}
