using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Worker.Doctoring;

/// <summary>Whether the service can write into a folder, and has room there.</summary>
internal static class FolderCheck
{
    private const long LeastRoom = 1L << 30;

    public static IEnumerable<Finding> Of(string check, string folder)
    {
        var path = Path.GetFullPath(folder);
        if (File.Exists(path))
        {
            yield return Finding.Error(
                check,
                $"{path} is a file.",
                "Name a folder with --data, or move the file away."
            );
            yield break;
        }

        var nearest = path;
        while (!Directory.Exists(nearest))
        {
            nearest = Path.GetDirectoryName(nearest)!;
        }

        if (Fault(nearest) is { } fault)
        {
            yield return Finding.Error(
                check,
                $"{nearest} cannot be written: {fault}",
                "Give the user that the service runs as the right to write there, or name another folder with --data."
            );
            yield break;
        }

        yield return Finding.Ok(
            check,
            string.Equals(nearest, path, StringComparison.Ordinal)
                ? $"{path} can be written."
                : $"{path} is not there yet and will be made."
        );
        var room = new DriveInfo(nearest).AvailableFreeSpace;
        if (room < LeastRoom)
        {
            yield return Finding.Warning(
                check,
                $"Its disk has only {Formatting.Short(room)}B left.",
                "Make room, or keep output and state elsewhere (Storage:Output, Storage:State)."
            );
        }
    }

    private static string? Fault(string folder)
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(folder, $".doctor-{Guid.NewGuid():N}"),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
    }
}
