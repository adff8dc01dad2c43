namespace ScalingPipeline.Storage.Folders;

/// <summary>
/// What tells two versions of a file apart: its length and its modification time (100 ns). The inode is left out on purpose:
/// mounted blob stores number files anew at every mount, and every log would look overwritten.
/// </summary>
internal readonly record struct FolderVersion(long Length, DateTimeOffset Modified)
{
    public string ETag => $"{Length:x}-{Modified.UtcTicks:x}";

    /// <summary>The version of the file as it is now; null when there is no such file.</summary>
    public static FolderVersion? Of(FileInfo file)
    {
        try
        {
            return file.Exists ? new(file.Length, new(file.LastWriteTimeUtc, TimeSpan.Zero)) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
