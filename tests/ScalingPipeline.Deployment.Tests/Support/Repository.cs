using ScalingPipeline.Testing;

namespace ScalingPipeline.Deployment.Tests.Support;

/// <summary>The files of the checkout, by their path in it.</summary>
internal static class Repository
{
    public static string PathOf(string file) =>
        Path.Combine([SharedData.RepositoryRoot, .. file.Split('/')]);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>The files of a folder, in folders of it too, but not of packages that are installed there.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*") =>
        Directory
            .EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(SharedData.RepositoryRoot, file))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static TheoryData<string> Theory(IEnumerable<string> files) => [.. files];
}
