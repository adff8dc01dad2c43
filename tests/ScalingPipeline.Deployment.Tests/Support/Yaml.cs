using YamlDotNet.RepresentationModel;

namespace ScalingPipeline.Deployment.Tests.Support;

/// <summary>YAML as it is read: mappings, sequences and texts.</summary>
internal static class Yaml
{
    /// <summary>The documents of a file; each is a mapping.</summary>
    public static IReadOnlyList<YamlMappingNode> Read(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Repository.Read(file)));
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    /// <summary>What lies at a path of keys and indices, such as <c>spec.containers.0</c>; fails the test where nothing does.</summary>
    public static YamlNode At(this YamlNode node, string path) =>
        node.Find(path) ?? throw new InvalidOperationException($"There is no '{path}' in {node}.");

    /// <summary>The same; null where nothing lies.</summary>
    public static YamlNode? Find(this YamlNode node, string path)
    {
        YamlNode? found = node;
        foreach (var step in path.Split('.'))
        {
            found = found switch
            {
                YamlMappingNode mapping => mapping
                    .Children.Where(child => child.Key.Text() == step)
                    .Select(child => child.Value)
                    .FirstOrDefault(),
                YamlSequenceNode items => items.ElementAtOrDefault(int.Parse(step)),
                _ => null,
            };
        }

        return found;
    }

    public static string Text(this YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    public static string Text(this YamlNode node, string path) => node.At(path).Text();

    public static IEnumerable<YamlNode> Items(this YamlNode node, string path) =>
        node.Find(path) switch
        {
            YamlSequenceNode items => items,
            YamlMappingNode mapping => mapping.Children.Values,
            _ => [],
        };

    public static IEnumerable<string> Keys(this YamlNode node, string path) =>
        ((YamlMappingNode)node.At(path)).Children.Keys.Select(key => key.Text());
}
