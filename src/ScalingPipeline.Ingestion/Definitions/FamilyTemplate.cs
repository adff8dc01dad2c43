using System.Text;

namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>The family's name as literal text and <c>{field}</c> of the run's declaration, e.g. <c>{architecture}-{schedule}</c>.</summary>
public sealed class FamilyTemplate
{
    private readonly IReadOnlyList<(bool IsField, string Text)> _pieces;

    private FamilyTemplate(string text, IReadOnlyList<(bool IsField, string Text)> pieces)
    {
        Text = text;
        _pieces = pieces;
    }

    public string Text { get; }

    /// <exception cref="FormatException">One sentence: what is wrong with the template.</exception>
    public static FamilyTemplate Parse(string text)
    {
        var pieces = new List<(bool IsField, string Text)>();
        for (var at = 0; at < text.Length; )
        {
            var open = text.IndexOf('{', at);
            var literal = open < 0 ? text[at..] : text[at..open];
            if (literal.Contains('}'))
            {
                throw new FormatException($"the family '{text}' closes a brace it never opened");
            }

            if (literal.Length > 0)
            {
                pieces.Add((false, literal));
            }

            if (open < 0)
            {
                break;
            }

            var close = text.IndexOf('}', open);
            if (close <= open + 1)
            {
                throw new FormatException(
                    $"the family '{text}' has a brace without a field name and a closing brace"
                );
            }

            pieces.Add((true, text[(open + 1)..close]));
            at = close + 1;
        }

        return pieces.Count > 0
            ? new FamilyTemplate(text, pieces)
            : throw new FormatException("the family is empty");
    }

    /// <summary>The family's name of one run; <paramref name="missing"/> is the first field that <paramref name="field"/> does not know.</summary>
    public string? Fill(Func<string, string?> field, out string? missing)
    {
        var name = new StringBuilder();
        foreach (var (isField, text) in _pieces)
        {
            var value = isField ? field(text) : text;
            if (value is null)
            {
                missing = text;
                return null;
            }

            name.Append(value);
        }

        missing = null;
        return name.ToString();
    }

    public override string ToString() => Text;
}
