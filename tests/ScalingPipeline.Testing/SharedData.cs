using Xunit;

namespace ScalingPipeline.Testing;

/// <summary>Finds the real training logs and published observations that lie beside the checkout in <c>../shared/data</c>.</summary>
public static class SharedData
{
    /// <summary>The root of the checkout: the folder that holds <c>ScalingPipeline.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>The full path of a file or folder of the shared data; skips the calling test, with the reason, where it is missing.</summary>
    public static string PathOrSkip(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data", relative));
        Assert.SkipUnless(
            File.Exists(path) || Directory.Exists(path),
            $"../shared/data/{relative} is not beside this checkout"
        );
        return path;
    }

    private static string FindRepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (
            folder is not null && !File.Exists(Path.Combine(folder.FullName, "ScalingPipeline.sln"))
        )
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException(
                $"No ScalingPipeline.sln above {AppContext.BaseDirectory}."
            );
    }
}
