using System.Security.Cryptography;
using System.Text;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Where the normalized losses of a blob are put: partitioned by domain and run, one file for each blob name.</summary>
public static class NormalizedName
{
    public const string Prefix = "normalized/";

    private const int HashDigits = 16;

    public static string Of(BlobMatch match, string blobName)
    {
        var run =
            $"{Prefix}domain={BlobPath.Escape(match.Domain)}/run={BlobPath.Escape(match.Run)}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(blobName)))[
            ..HashDigits
        ];
        return match is EvaluationMatch evaluation
            ? $"{run}/evaluation={BlobPath.Escape(evaluation.Evaluation.Set)}/step={evaluation.Step:D6}-{hash}.parquet"
            : $"{run}/training/part-{hash}.parquet";
    }

    /// <summary>The key-value metadata that says where the numbers come from.</summary>
    public static IReadOnlyDictionary<string, string> About(
        BlobMatch match,
        BlobIdentity blob,
        string readingHash
    )
    {
        var about = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["unit"] = "nats",
            ["domain"] = match.Domain,
            ["run"] = match.Run,
            ["source"] = blob.Name,
            ["source_etag"] = blob.ETag,
            ["definition_hash"] = readingHash,
        };
        if (match is EvaluationMatch evaluation)
        {
            about["evaluation_set"] = evaluation.Evaluation.Set;
            about["step"] = evaluation.Step.ToString();
        }

        return about;
    }
}
