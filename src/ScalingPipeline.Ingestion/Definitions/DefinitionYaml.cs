using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>Reads the one YAML document of a file that people write, within bounds.</summary>
public static class DefinitionYaml
{
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    /// <param name="mostBytes">A larger one is refused.</param>
    /// <exception cref="DefinitionException">It is not one YAML document, or too large or deep.</exception>
    public static YamlNode Parse(string file, string yaml, int mostBytes)
    {
        try
        {
            YamlBounds.Check(file, yaml, mostBytes);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 1
                ? stream.Documents[0].RootNode
                : throw new DefinitionException(
                    file,
                    1,
                    $"a definition file holds one YAML document, this one {stream.Documents.Count}"
                );
        }
        catch (YamlException fault)
        {
            var cause = (fault.InnerException?.Message ?? fault.Message).TrimEnd('.');
            throw new DefinitionException(file, fault.Start.Line, $"not valid YAML: {cause}");
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // The parser's own answer to some unclosed brackets.
            throw new DefinitionException(
                file,
                1,
                "not valid YAML: look for an unclosed bracket or quote"
            );
        }
    }
}
