using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Web.Calculators;

/// <summary>A field of a calculator.</summary>
internal static class Field
{
    /// <param name="text">As typed; null or blank is no number.</param>
    /// <param name="name">What it is, for the sentence.</param>
    /// <exception cref="QuestionException">It is not a finite number greater than 0.</exception>
    public static double? Parse(string? text, string name) =>
        string.IsNullOrWhiteSpace(text) ? null
        : Quantity.TryParse(text, out var value) ? value
        : throw new QuestionException($"{name} {Quantity.Wanted}.");
}

/// <summary>What was asked cannot be answered; the message says why.</summary>
internal sealed class QuestionException(string message) : Exception(message);
