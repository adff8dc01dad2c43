namespace ScalingPipeline.Storage.Folders;

/// <summary>The root of a folder store, and the way between blob names and paths below it.</summary>
internal sealed class FolderRoot(string path)
{
    public string Path { get; } =
        System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    public string NameOf(string fullPath) =>
        System
            .IO.Path.GetRelativePath(Path, fullPath)
            .Replace(System.IO.Path.DirectorySeparatorChar, '/');

    /// <summary>The path of a blob that is to be read. No part of it is a link: a name never leads out of the root.</summary>
    /// <exception cref="ArgumentException">The name leads out of the root.</exception>
    public string Resolve(string name)
    {
        var resolved = Path;
        foreach (var part in name.Split('/'))
        {
            resolved = System.IO.Path.Combine(resolved, Plain(part, name));
            if (new FileInfo(resolved).LinkTarget is not null)
            {
                throw Outside(name);
            }
        }

        return resolved;
    }

    private string Plain(string part, string name) =>
        part is "" or "." or ".."
        || part.Contains('\0')
        || part.Contains(System.IO.Path.DirectorySeparatorChar)
            ? throw Outside(name)
            : part;

    private ArgumentException Outside(string name) =>
        new(
            $"'{name.Replace('\0', '\uFFFD')}' is not the name of a file below {Path}; links are not followed."
        );
}
