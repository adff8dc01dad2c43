using System.Text.RegularExpressions;
using ScalingPipeline.Deployment.Tests.Support;

namespace ScalingPipeline.Deployment.Tests.Bicep;

/// <summary>The files of parameters, and what they read from the environment.</summary>
internal static partial class ParameterFile
{
    public static TheoryData<string> All =>
        Repository.Theory(Repository.Files("bicep", "*.bicepparam"));

    /// <summary>The names of the environment variables that a file reads.</summary>
    public static IEnumerable<string> Variables(string file) =>
        Read()
            .Matches(Repository.Read(file))
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal);

    [GeneratedRegex(
        "readEnvironmentVariable\\('(?<name>[A-Z_]+)'",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Read();
}
