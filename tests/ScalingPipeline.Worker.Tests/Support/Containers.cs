using Azure.Storage.Blobs;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Worker.Tests.Support;

/// <summary>Logs on their way into a container.</summary>
internal static class Containers
{
    /// <summary>Makes the container and uploads every file of a folder under its path in it.</summary>
    public static async Task UploadAsync(this AzuriteContainer container, string folder)
    {
        var name = new Uri(container.Url).Segments[^1].Trim('/');
        var client = new BlobContainerClient(container.ConnectionString, name);
        await client.CreateIfNotExistsAsync();
        await Parallel.ForEachAsync(
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories),
            TestContext.Current.CancellationToken,
            async (file, cancelled) =>
            {
                var blob = client.GetBlobClient(
                    Path.GetRelativePath(folder, file).Replace('\\', '/')
                );
                await blob.UploadAsync(file, overwrite: true, cancelled);
            }
        );
    }
}
