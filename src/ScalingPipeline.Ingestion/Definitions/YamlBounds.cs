using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>
/// What a definition file may at most be. A few bytes of YAML can stand for gigabytes (aliases of aliases) or for more brackets than a stack
/// holds, so the events of a file are looked at one by one before anything is built of them.
/// </summary>
internal static class YamlBounds
{
    /// <summary>The largest file, in bytes; the shipped ones have under 2,000.</summary>
    public const int MostBytes = 64 << 10;

    private const int DeepestNesting = 16;

    /// <exception cref="DefinitionException">It is larger, deeper, or repeats itself by aliases.</exception>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static void Check(string file, string yaml, int mostBytes)
    {
        if (yaml.Length > mostBytes || Encoding.UTF8.GetByteCount(yaml) > mostBytes)
        {
            throw new DefinitionException(
                file,
                1,
                $"larger than {mostBytes} bytes; no definition needs that"
            );
        }

        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        while (parser.MoveNext())
        {
            var next = parser.Current!;
            depth += next.NestingIncrease;
            if (depth > DeepestNesting)
            {
                throw new DefinitionException(
                    file,
                    next.Start.Line,
                    $"nested more than {DeepestNesting} deep; no definition needs that"
                );
            }

            if (next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            {
                throw new DefinitionException(
                    file,
                    next.Start.Line,
                    "anchors and aliases (&name, *name) are not read; write the value out"
                );
            }
        }
    }
}
