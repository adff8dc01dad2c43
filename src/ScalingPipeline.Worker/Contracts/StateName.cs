using System.Text.Json;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>Ledger states as they are written in documents.</summary>
internal static class StateName
{
    public static string Of(BlobState state) =>
        JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    /// <summary>A state as somebody writes it, in whatever case; null when it is none.</summary>
    public static BlobState? Parse(string? name) =>
        Enum.GetValues<BlobState>()
            .Select(state => (BlobState?)state)
            .FirstOrDefault(state =>
                string.Equals(Of(state!.Value), name, StringComparison.OrdinalIgnoreCase)
            );
}
