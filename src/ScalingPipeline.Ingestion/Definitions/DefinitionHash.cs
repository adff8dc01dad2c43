using System.Security.Cryptography;
using System.Text;

namespace ScalingPipeline.Ingestion.Definitions;

internal static class DefinitionHash
{
    public static string Of(PipelineDefinition definition)
    {
        // Each text is preceded by its length, so that no two definitions have the same lines.
        var content = new StringBuilder();
        Add(content, "definition/1");
        Add(content, definition.Domain);
        Add(content, definition.Family.Text);
        Add(content, definition.ReferenceContext.ToString());
        Add(content, definition.LossUnit?.ToString() ?? "");
        Add(content, definition.Metadata.Text);
        Add(content, definition.Training?.Path.Text ?? "");
        Add(content, definition.Training?.Columns.ToString() ?? "");
        foreach (
            var evaluation in definition.Evaluations.OrderBy(e => e.Set, StringComparer.Ordinal)
        )
        {
            Add(content, evaluation.Set);
            Add(content, evaluation.Primary ? "primary" : "");
            Add(content, evaluation.Path.Text);
            Add(content, evaluation.Columns.ToString());
        }

        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString()))
        );
    }

    private static void Add(StringBuilder content, string text) =>
        content.Append(text.Length).Append(':').Append(text).Append('\n');
}
