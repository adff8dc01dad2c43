using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Checks on option values that read as one sentence when they fail.</summary>
/// <remarks>They look at what was typed and never ask for the value: of what is no number at all there is none to ask for, and <see cref="UsageErrors"/> tells it.</remarks>
public static class OptionValidation
{
    /// <summary>Takes parameters, tokens or FLOP as people type them; see <see cref="Quantity"/>.</summary>
    public static void TakesQuantity(this Option<double> option) =>
        option.CustomParser = result => Read(option, result) ?? default;

    /// <summary>The same of an option that need not be given.</summary>
    public static void TakesQuantity(this Option<double?> option) =>
        option.CustomParser = result => Read(option, result);

    /// <summary>Refuses zero, negative and not-a-number values.</summary>
    public static void MustBePositive<T>(this Option<T> option)
        where T : INumber<T> =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && !(value > T.Zero)
            )
            {
                result.AddError($"{option.Name} must be greater than 0.");
            }
        });

    /// <summary>Refuses values below a limit.</summary>
    public static void MustBeAtLeast(this Option<int> option, int least) =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && value < least
            )
            {
                result.AddError($"{option.Name} must be at least {least}.");
            }
        });

    /// <summary>Refuses one replicate, which has no spread, and negative numbers; 0 is for none.</summary>
    public static void MustBeReplicates(this Option<int?> option) =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && value is < 0 or 1
            )
            {
                result.AddError($"{option.Name} must be 0, for none, or at least 2.");
            }
        });

    /// <summary>Refuses values outside a range, both ends of which are allowed, and not-a-number.</summary>
    public static void MustLieBetween(this Option<double?> option, double least, double most) =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && !(value >= least && value <= most)
            )
            {
                result.AddError(
                    FormattableString.Invariant(
                        $"{option.Name} must lie between {least} and {most}."
                    )
                );
            }
        });

    private static double? Read(Option option, ArgumentResult result)
    {
        if (result.Tokens is [var token] && Quantity.TryParse(token.Value, out var value))
        {
            return value;
        }

        result.AddError($"{option.Name} {Quantity.Wanted}.");
        return null;
    }
}
