using System.Security.Cryptography;
using System.Text;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>Identifies how a blob is read. When it changes, the blob is read again.</summary>
internal static class ReadingHash
{
    public static string OfDeclaration(PipelineDefinition definition) => definition.Hash;

    /// <summary>Of a part: by its definition, and by what its run declares that changes the numbers read.</summary>
    public static string OfPart(PipelineDefinition definition, RunMetadata run)
    {
        var text =
            $"{definition.Hash}\n{run.Unit}\n{run.BytesPerToken:R}\n{run.ContextLength}\n{run.TokensPerStep}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
