using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>The version of the running code, with the first digits of its commit.</summary>
internal static class CodeVersion
{
    private const int CommitDigits = 9;

    public static string Current { get; } = Short(LawContext.CodeVersion);

    private static string Short(string version)
    {
        var commit = version.IndexOf('+', StringComparison.Ordinal);
        return commit < 0
            ? version
            : version[..Math.Min(version.Length, commit + 1 + CommitDigits)];
    }
}
