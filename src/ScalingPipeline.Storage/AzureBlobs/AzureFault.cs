using System.Xml;
using Azure;
using Azure.Identity;
using ScalingPipeline.Ingestion.Blobs;

namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>What an answer of the storage service means, in one sentence for people.</summary>
internal static class AzureFault
{
    /// <summary>True for what <see cref="Explain"/> explains: all faults of the service, none of the caller's.</summary>
    /// <remarks>The client's time limit too shows as a cancellation, which must not be taken for the end of the service.</remarks>
    public static bool Is(Exception problem, CancellationToken cancellationToken) =>
        problem switch
        {
            RequestFailedException or AuthenticationFailedException or XmlException => true,
            BlobChangedException => false,
            IOException => true,
            AggregateException or OperationCanceledException =>
                !cancellationToken.IsCancellationRequested,
            _ => false,
        };

    /// <summary>True when the blob is gone or is another version by now.</summary>
    public static bool IsChanged(RequestFailedException problem) =>
        problem.Status is 412 or 416 || IsMissing(problem);

    /// <summary>True when there is no such blob, in a container that is there.</summary>
    public static bool IsMissing(RequestFailedException problem) =>
        problem.Status == 404 && problem.ErrorCode is not "ContainerNotFound";

    /// <param name="location">Where, without credentials.</param>
    /// <param name="problem">What the client threw; its own message runs over many lines.</param>
    public static IOException Explain(string location, Exception problem) =>
        new($"{location}: {Sentence(problem)}", problem);

    private static string Sentence(Exception problem) =>
        problem switch
        {
            RequestFailedException { ErrorCode: "ContainerNotFound" } =>
                "the container does not exist; create it, or name another one.",
            RequestFailedException { ErrorCode: "QueueNotFound" } =>
                "the queue does not exist; create it, or name another one.",
            RequestFailedException { Status: 401 or 403, ErrorCode: var code } =>
                $"the storage refused the credentials ({code}); check the SAS, the connection string or the role assignment.",
            RequestFailedException { ErrorCode: "BlobArchived" } =>
                "the blob is in the archive tier; rehydrate it first.",
            RequestFailedException { Status: > 0 } answer =>
                $"the storage answered {answer.Status} ({answer.ErrorCode ?? "no code"}).",
            AuthenticationFailedException =>
                "no identity could sign in; sign in, assign a managed identity, or add a SAS to the URL.",
            XmlException or EndOfStreamException => "the storage sent an answer that is cut short.",
            _ => "the storage cannot be reached; check the address and the network.",
        };
}
