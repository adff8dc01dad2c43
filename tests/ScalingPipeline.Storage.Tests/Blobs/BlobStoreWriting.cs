using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.Tests.Blobs;

internal static class BlobStoreWriting
{
    public static Task WriteAsync(this BlobStore store, string name, byte[] content) =>
        store.Sink.WriteAsync(
            name,
            async (stream, cancellationToken) =>
                await stream.WriteAsync(content, cancellationToken),
            TestContext.Current.CancellationToken
        );
}
