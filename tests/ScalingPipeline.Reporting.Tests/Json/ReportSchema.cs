using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ScalingPipeline.Reporting.Json;

namespace ScalingPipeline.Reporting.Tests.Json;

/// <summary>The JSON Schema of the report, made from its types and their documentation.</summary>
internal static partial class ReportSchema
{
    private static readonly JsonSerializerOptions _written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lazy<Dictionary<string, string>> _documentation = new(() =>
        Directory
            .EnumerateFiles(AppContext.BaseDirectory, "ScalingPipeline.*.xml")
            .Order(StringComparer.Ordinal)
            .SelectMany(Documented)
            .DistinctBy(d => d.Key, StringComparer.Ordinal)
            .ToDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal)
    );

    /// <summary>As it stands in <c>pipelines/schemas/report.schema.json</c>.</summary>
    public static string Text()
    {
        var exported = (JsonObject)
            JsonReport.Options.GetJsonSchemaAsNode(
                typeof(ReportDocument),
                new JsonSchemaExporterOptions
                {
                    TreatNullObliviousAsNonNullable = true,
                    TransformSchemaNode = Transform,
                }
            );
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Report of ScalingPipeline",
        };
        foreach (var (name, value) in exported.ToList())
        {
            exported.Remove(name);
            schema[name] = value;
        }

        ((JsonObject)schema["properties"]!)["schemaVersion"]!.AsObject()["const"] =
            JsonReport.SchemaVersion;
        return schema.ToJsonString(_written) + "\n";
    }

    private static JsonObject Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var schema = node as JsonObject ?? [];
        var type = context.TypeInfo.Type;
        if (type == typeof(double) || type == typeof(double?))
        {
            schema = new JsonObject { ["type"] = new JsonArray("number", "null") };
        }

        if (
            context.PropertyInfo is { } property
            && _documentation.Value.TryGetValue(
                $"{property.DeclaringType.FullName}.{property.Name}".ToUpperInvariant(),
                out var text
            )
        )
        {
            schema["description"] = text;
        }

        return schema;
    }

    /// <summary>Summaries of properties, and of the parameters of records, by type and property.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Documented(string file)
    {
        foreach (var member in XDocument.Load(file).Descendants("member"))
        {
            var name = member.Attribute("name")!.Value;
            if (
                name.StartsWith("P:", StringComparison.Ordinal)
                && member.Element("summary") is { } summary
            )
            {
                yield return new(name[2..].ToUpperInvariant(), Plain(summary));
            }

            if (name.StartsWith("T:", StringComparison.Ordinal))
            {
                foreach (var parameter in member.Elements("param"))
                {
                    var key = $"{name[2..]}.{parameter.Attribute("name")!.Value}";
                    yield return new(key.ToUpperInvariant(), Plain(parameter));
                }
            }
        }
    }

    private static string Plain(XElement documentation)
    {
        var text = string.Concat(
            documentation
                .DescendantNodes()
                .Select(n =>
                    n switch
                    {
                        XText t => t.Value,
                        XElement { IsEmpty: true } e => (
                            e.Attribute("cref") ?? e.Attribute("name")
                        )!.Value.Split('.')[^1],
                        _ => "",
                    }
                )
        );
        return Spaces().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
