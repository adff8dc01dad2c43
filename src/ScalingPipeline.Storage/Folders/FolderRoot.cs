namespace ScalingPipeline.Storage.Folders;

/// <summary>The root of a folder store, and the way from blob names to paths below it.</summary>
internal sealed class FolderRoot(string path)
{
    public string Path { get; } =
        System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    /// <summary>The path of a blob that is to be read. No part of it is a link: a name never leads out of the root.</summary>
    /// <exception cref="ArgumentException">The name leads out of the root.</exception>
    public string Resolve(string name) =>
        (name.Length > 0 ? TryResolve(name) : null)
        ?? throw new ArgumentException(
            $"'{name.Replace('\0', '\uFFFD')}' is not the name of a file below {Path}; links are not followed."
        );

    /// <summary>The same for a name that need not lead anywhere: null when it leads out of the root. An empty name is the root.</summary>
    public string? TryResolve(string name)
    {
        if (name.Length == 0)
        {
            return Path;
        }

        var resolved = Path;
        foreach (var part in name.Split('/'))
        {
            if (!IsPlain(part))
            {
                return null;
            }

            resolved = System.IO.Path.Combine(resolved, part);
            if (new FileInfo(resolved).LinkTarget is not null)
            {
                return null;
            }
        }

        return resolved;
    }

    private static bool IsPlain(string part) =>
        part is not ("" or "." or "..")
        && !part.Contains('\0')
        && !part.Contains(System.IO.Path.DirectorySeparatorChar);
}
