using System.CommandLine;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Commands;

/// <summary>The log folder or container that a command is given.</summary>
internal static class LogLocation
{
    public static Argument<string> Argument() =>
        new("PATH|URL")
        {
            Description = "A folder, or https://ACCOUNT.blob.core.windows.net/CONTAINER[/PREFIX]",
        };

    /// <summary>The location as given, when it can be one.</summary>
    /// <exception cref="UserErrorException">It is a path, and no folder is there.</exception>
    public static string Checked(string location)
    {
        if (!IsUrl(location) && !Directory.Exists(location))
        {
            throw new UserErrorException(
                File.Exists(location)
                    ? $"'{location}' is a file; give the folder that the logs lie in."
                    : $"There is no folder '{location}'."
            );
        }

        return location;
    }

    /// <summary>Makes the folder when it is one and is not there yet, so that logs can be dropped into it.</summary>
    public static void Ensure(string location)
    {
        if (!IsUrl(location))
        {
            Directory.CreateDirectory(location);
        }
    }

    public static bool IsUrl(string location) => location.Contains("://", StringComparison.Ordinal);
}
