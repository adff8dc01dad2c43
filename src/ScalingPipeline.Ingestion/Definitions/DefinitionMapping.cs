using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>One mapping of a definition, read strictly: every key must be known, every value of the right kind, and each fault has its line.</summary>
public sealed class DefinitionMapping
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly YamlNode _node;
    private readonly string _file;
    private readonly string _where;

    /// <param name="file">The file's name, for messages.</param>
    /// <param name="node">What must be a mapping.</param>
    /// <param name="where">What it is, for messages.</param>
    /// <param name="known">The keys that it may have.</param>
    /// <exception cref="DefinitionException">It is no mapping, or has another key.</exception>
    public DefinitionMapping(string file, YamlNode node, string where, params string[] known)
    {
        (_file, _node, _where) = (file, node, where);
        if (node is not YamlMappingNode mapping)
        {
            throw Fault(node, $"{where} must be a mapping of 'key: value' lines");
        }

        foreach (var (keyNode, value) in mapping.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (!known.Contains(key, StringComparer.Ordinal))
            {
                throw Fault(keyNode, $"unknown key '{key}' in {where}{Suggestion.For(key, known)}");
            }

            _values.Add(key, value);
        }
    }

    public string File => _file;

    /// <summary>1-based.</summary>
    public long Line => _node.Start.Line;

    public bool Has(string key) => _values.ContainsKey(key);

    public bool IsText(string key) => _values.GetValueOrDefault(key) is YamlScalarNode;

    public string? Text(string key)
    {
        if (!_values.TryGetValue(key, out var node))
        {
            return null;
        }

        return node is YamlScalarNode { Value: { Length: > 0 } value }
            ? value
            : throw Fault(node, $"'{key}' in {_where} must be a text that is not empty");
    }

    public string RequiredText(string key) => Text(key) ?? throw Missing(key);

    public int? WholeNumber(string key, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        return
            int.TryParse(
                text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= least
            && number <= most
            ? number
            : throw Fault(
                _values[key],
                $"'{key}' in {_where} must be a whole number from {least} to {most}, not '{text}'"
            );
    }

    /// <summary>A finite number in decimal notation.</summary>
    public double? Number(string key, double least, double most) =>
        _values.TryGetValue(key, out var node)
            ? NumberOf(node, $"'{key}' in {_where}", least, most)
            : null;

    /// <summary>A list of at least one number; null where the key is absent.</summary>
    public double[]? Numbers(string key, int mostItems, double least, double most) =>
        Items(key, mostItems) is { } items
            ? Array.ConvertAll(
                items,
                item => NumberOf(item, $"every item of '{key}' in {_where}", least, most)
            )
            : null;

    /// <summary>A list of at least one text; null where the key is absent.</summary>
    public string[]? Texts(string key, int mostItems) =>
        Items(key, mostItems) is { } items
            ? Array.ConvertAll(
                items,
                item =>
                    item is YamlScalarNode { Value: { Length: > 0 } text }
                        ? text
                        : throw Fault(
                            item,
                            $"every item of '{key}' in {_where} must be a text that is not empty"
                        )
            )
            : null;

    /// <summary>A mapping of names to numbers, in the order of the file; empty where the key is absent.</summary>
    public IReadOnlyList<(string Name, double Value)> NumbersByName(string key)
    {
        if (!_values.TryGetValue(key, out var node))
        {
            return [];
        }

        return node is YamlMappingNode mapping
            ?
            [
                .. mapping.Children.Select(entry =>
                    (
                        (entry.Key as YamlScalarNode)?.Value ?? "",
                        NumberOf(
                            entry.Value,
                            $"every value of '{key}' in {_where}",
                            double.MinValue,
                            double.MaxValue
                        )
                    )
                ),
            ]
            : throw Fault(node, $"'{key}' in {_where} must be a mapping of 'name: number' lines");
    }

    public bool Flag(string key) =>
        Text(key) switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw Fault(
                _values[key],
                $"'{key}' in {_where} must be true or false, not '{other}'"
            ),
        };

    /// <summary>A value by a parser whose <see cref="FormatException"/> is the rest of the sentence; null where the key is absent.</summary>
    public T? Parsed<T>(string key, Func<string, T> parse)
        where T : class
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        try
        {
            return parse(text);
        }
        catch (FormatException fault)
        {
            throw Fault(_values[key], fault.Message);
        }
    }

    public DefinitionMapping? Mapping(string key, params string[] known) =>
        _values.TryGetValue(key, out var node)
            ? new DefinitionMapping(_file, node, $"'{key}'", known)
            : null;

    public IReadOnlyList<DefinitionMapping> Mappings(string key, params string[] known)
    {
        if (!_values.TryGetValue(key, out var node))
        {
            throw Missing(key);
        }

        return node is YamlSequenceNode { Children.Count: > 0 } sequence
            ? [.. sequence.Select(item => new DefinitionMapping(_file, item, $"'{key}'", known))]
            : throw Fault(node, $"'{key}' in {_where} must be a list of at least one item");
    }

    public DefinitionException Missing(string key) => Fault(_node, $"{_where} has no '{key}'");

    public DefinitionException Fault(string key, string fault) =>
        Fault(_values.GetValueOrDefault(key, _node), fault);

    private YamlNode[]? Items(string key, int most)
    {
        if (!_values.TryGetValue(key, out var node))
        {
            return null;
        }

        return node is YamlSequenceNode { Children.Count: > 0 and var count } list && count <= most
            ? [.. list.Children]
            : throw Fault(node, $"'{key}' in {_where} must be a list of 1 to {most} items");
    }

    private double NumberOf(YamlNode node, string what, double least, double most) =>
        node is YamlScalarNode { Value: { } text }
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : throw Fault(
                node,
                least == double.MinValue
                    ? $"{what} must be a number"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{what} must be a number from {least} to {most}"
                    )
            );

    private DefinitionException Fault(YamlNode node, string fault) =>
        new(_file, node.Start.Line, fault);
}
