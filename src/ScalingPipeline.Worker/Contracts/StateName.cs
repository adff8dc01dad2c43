using System.Text.Json;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>Ledger states as they are written in documents.</summary>
internal static class StateName
{
    public static string Of(BlobState state) =>
        JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
