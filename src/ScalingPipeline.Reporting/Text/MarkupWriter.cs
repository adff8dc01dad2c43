using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ScalingPipeline.Reporting.Text;

/// <summary>
/// Writes HTML and SVG from interpolated strings: the literal parts are markup, every hole is escaped, unless it holds
/// <see cref="Markup"/>. So no name from outside can become markup, wherever it is written.
/// </summary>
public sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();

    public MarkupWriter Write([InterpolatedStringHandlerArgument("")] Escaping markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Writes and ends the line.</summary>
    public MarkupWriter Line([InterpolatedStringHandlerArgument("")] Escaping markup)
    {
        _ = markup;
        _text.Append('\n');
        return this;
    }

    public Markup ToMarkup() => new(_text.ToString());

    public override string ToString() => _text.ToString();

    /// <summary>Escapes the holes of an interpolated string on their way into the writer.</summary>
    [InterpolatedStringHandler]
    public readonly struct Escaping
    {
        private readonly StringBuilder _text;

        public Escaping(int literalLength, int formattedCount, MarkupWriter writer)
        {
            _ = (literalLength, formattedCount);
            _text = writer._text;
        }

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(Markup markup) => _text.Append(markup.Text);

        public void AppendFormatted(int number) => _text.Append(number);

        /// <summary>A coordinate: a tenth of a pixel is enough.</summary>
        public void AppendFormatted(double coordinate) =>
            _text.Append(
                (Math.Round(coordinate, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture)
            );

        public void AppendFormatted(string? text)
        {
            foreach (var c in Outside.Clean(text))
            {
                _ = c switch
                {
                    '&' => _text.Append("&amp;"),
                    '<' => _text.Append("&lt;"),
                    '>' => _text.Append("&gt;"),
                    '"' => _text.Append("&quot;"),
                    '\'' => _text.Append("&#39;"),
                    _ => _text.Append(c),
                };
            }
        }
    }
}
