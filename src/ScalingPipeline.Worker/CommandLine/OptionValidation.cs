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
        where T : INumber<T> => option.Must<T>(value => value > T.Zero, "must be greater than 0.");

    /// <summary>Refuses values below a limit.</summary>
    public static void MustBeAtLeast(this Option<int> option, int least) =>
        option.Must<int>(value => value >= least, $"must be at least {least}.");

    /// <summary>Refuses one replicate, which has no spread, and negative numbers; 0 is for none.</summary>
    public static void MustBeReplicates(this Option<int?> option) =>
        option.Must<int>(value => value is 0 or >= 2, "must be 0, for none, or at least 2.");

    /// <summary>Refuses values outside a range, both ends of which are allowed, and not-a-number.</summary>
    public static void MustLieBetween(this Option<double?> option, double least, double most) =>
        option.Must<double>(
            value => value >= least && value <= most,
            FormattableString.Invariant($"must lie between {least} and {most}.")
        );

    private static void Must<T>(this Option option, Func<T, bool> holds, string sentence)
        where T : INumber<T> =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && !holds(value)
            )
            {
                result.AddError($"{option.Name} {sentence}");
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
