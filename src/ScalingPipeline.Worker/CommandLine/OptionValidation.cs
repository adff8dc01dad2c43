using System.CommandLine;
using System.Numerics;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Checks on option values that read as one sentence when they fail.</summary>
public static class OptionValidation
{
    /// <summary>Refuses zero, negative and not-a-number values.</summary>
    public static void MustBePositive<T>(this Option<T> option)
        where T : INumber<T> =>
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(result.GetValueOrDefault<T>() > T.Zero))
            {
                result.AddError($"{option.Name} must be greater than 0.");
            }
        });

    /// <summary>Refuses values below a limit.</summary>
    public static void MustBeAtLeast(this Option<int> option, int least) =>
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < least)
            {
                result.AddError($"{option.Name} must be at least {least}.");
            }
        });

    /// <summary>Refuses one replicate, which has no spread, and negative numbers; 0 is for none.</summary>
    public static void MustBeReplicates(this Option<int?> option) =>
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int?>() is < 0 or 1)
            {
                result.AddError($"{option.Name} must be 0, for none, or at least 2.");
            }
        });

    /// <summary>Refuses values outside a range, both ends of which are allowed, and not-a-number.</summary>
    public static void MustLieBetween(this Option<double?> option, double least, double most) =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens.Count > 0
                && !(
                    result.GetValueOrDefault<double?>() is { } value
                    && value >= least
                    && value <= most
                )
            )
            {
                result.AddError(
                    FormattableString.Invariant(
                        $"{option.Name} must lie between {least} and {most}."
                    )
                );
            }
        });
}
