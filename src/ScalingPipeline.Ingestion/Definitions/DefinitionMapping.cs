using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>One mapping of a definition, read strictly: every key must be known, every value of the right kind, and each fault has its line.</summary>
internal sealed class DefinitionMapping
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly YamlNode _node;
    private readonly string _file;
    private readonly string _where;

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

    private DefinitionException Fault(YamlNode node, string fault) =>
        new(_file, node.Start.Line, fault);
}
