using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>The words of a mark.</summary>
internal static class MarkWord
{
    private const string Clear = "clear";

    public static IReadOnlyList<string> All { get; } = ["healthy", "faulty", Clear];

    /// <summary>Null for <c>clear</c>.</summary>
    /// <exception cref="JudgementException">It is none of them.</exception>
    public static RunVerdict? Verdict(string? word) =>
        word switch
        {
            "healthy" => RunVerdict.Healthy,
            "faulty" => RunVerdict.Faulty,
            Clear => null,
            _ => throw new JudgementException($"A mark is {string.Join(", ", All)}; not '{word}'."),
        };
}
