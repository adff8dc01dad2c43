using Xunit;

namespace ScalingPipeline.Testing;

/// <summary>Programs of the system that tests run beside the service.</summary>
public static class DebianTool
{
    /// <summary>The path of an installed program. Skips the test where it is missing.</summary>
    /// <param name="name">The program.</param>
    /// <param name="package">The Debian package that has it.</param>
    public static string PathOrSkip(string name, string package)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        Assert.SkipUnless(path is not null, $"{name} is not installed (Debian package {package})");
        return path!;
    }
}
