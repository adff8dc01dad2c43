using System.IO.Enumeration;
using Microsoft.Extensions.Logging;

namespace ScalingPipeline.Storage.Folders;

/// <summary>
/// The files below a root in the ordinal order of their names, from any name on. Only names are held, of the folders on the way; folders in
/// front of where the walk begins, or off its prefix, are not opened.
/// </summary>
internal sealed partial class FolderWalk(FolderRoot root, ILogger logger)
{
    private static readonly EnumerationOptions _everything = new()
    {
        AttributesToSkip = FileAttributes.None,
    };

    /// <param name="prefix">The beginning of all names given; may be empty.</param>
    /// <param name="after">Names up to this one, itself included, are left out; null leaves out none.</param>
    /// <param name="cancellationToken">Stops.</param>
    public IEnumerable<string> Names(
        string prefix,
        string? after,
        CancellationToken cancellationToken
    )
    {
        // A folder's name ends with its slash, and sorts with it: that alone makes the order of the walk the order of the names.
        var waiting = new Stack<string>([prefix[..(prefix.LastIndexOf('/') + 1)]]);
        while (waiting.TryPop(out var name))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsFolder(name))
            {
                yield return name;
                continue;
            }

            var below = Below(name).Where(n => IsWanted(n, prefix, after)).ToList();
            below.Sort((one, other) => string.CompareOrdinal(other, one));
            below.ForEach(waiting.Push);
        }
    }

    private static bool IsFolder(string name) => name is "" || name.EndsWith('/');

    private static bool IsWanted(string name, string prefix, string? after)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        return string.CompareOrdinal(name, after) > 0
            || (IsFolder(name) && after!.StartsWith(name, StringComparison.Ordinal));
    }

    private IReadOnlyList<string> Below(string folder)
    {
        if (root.TryResolve(folder.TrimEnd('/')) is not { } path)
        {
            LinkSkipped(logger, folder);
            return [];
        }

        try
        {
            return
            [
                .. new FileSystemEnumerable<string>(
                    path,
                    (ref FileSystemEntry entry) =>
                        $"{folder}{entry.FileName}{(entry.IsDirectory ? "/" : "")}",
                    _everything
                ),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            if (folder.Contains('\uFFFD'))
            {
                FolderUnreadable(logger, path, "its name is not valid UTF-8");
            }

            return [];
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            FolderUnreadable(logger, path, problem.Message);
            return [];
        }
    }

    [LoggerMessage(
        4001,
        LogLevel.Warning,
        "The folder {Folder} cannot be read and is left out: {Problem}"
    )]
    private static partial void FolderUnreadable(ILogger logger, string folder, string problem);

    [LoggerMessage(4003, LogLevel.Debug, "The link {Link} is not followed")]
    private static partial void LinkSkipped(ILogger logger, string link);
}
