using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ScalingPipeline.Chaos;

/// <summary>Makes arrivals happen in a container, straight at the server: jobs that write logs are not what is tested.</summary>
internal sealed class Dropper(BlobContainerClient container, Events events, Tally tally)
{
    public async Task DropAsync(Arrival arrival)
    {
        switch (arrival)
        {
            case Arrival.Upload upload:
                await UploadAsync(upload.Name, upload.Content);
                Count(upload.Kind);
                break;
            case Arrival.Rename rename:
                await UploadAsync(rename.Name, rename.Content);
                await DeleteAsync(rename.From);
                Count(ArrivalPlan.Renamed);
                break;
            case Arrival.Delete delete:
                await DeleteAsync(delete.Name);
                Count(delete.Kind);
                break;
        }
    }

    private async Task UploadAsync(string name, byte[] content)
    {
        await container.GetBlobClient(name).UploadAsync(new BinaryData(content), overwrite: true);
        await events.OfAsync(name);
    }

    private async Task DeleteAsync(string name)
    {
        await container
            .GetBlobClient(name)
            .DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots);
        await events.OfAsync(name, "BlobDeleted");
    }

    private void Count(string kind)
    {
        if (kind.Length > 0)
        {
            tally.Add(kind);
        }
    }
}
