using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>Collects a page. What stands in a hole of <see cref="Add"/> is data and is escaped; only what stands around the holes is
/// markup.</summary>
/// <example><c>html.Add($"&lt;td class=\"number\"&gt;{rows:N0}&lt;/td&gt;")</c> for rows = 1234 adds <c>&lt;td
/// class="number"&gt;1,234&lt;/td&gt;</c>.</example>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup and a line end. There is no overload for a string: text that is not written in the source cannot become
    /// markup.</summary>
    public void Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        _ = markup; // it has written itself while it was put together
        _text.Append('\n');
    }

    public override string ToString() => _text.ToString();

    private void Escape(ReadOnlySpan<char> data)
    {
        foreach (char c in data)
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                '\t' or '\n' => _text.Append(c),
                < ' ' or '\u007f' or '\ufffe' or '\uffff' => _text.Append('\ufffd'), // no character of a page
                _ => _text.Append(c),
            };
        }
    }

    /// <summary>Takes an interpolated string apart. The compiler calls it; nobody else does.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly Html _html;

        public Markup(int literalLength, int holes, Html html)
        {
            _html = html;
            html._text.EnsureCapacity(html._text.Length + literalLength + 8 * holes);
        }

        public void AppendLiteral(string markup) => _html._text.Append(markup);

        public void AppendFormatted(string? data) => _html.Escape(data);

        /// <summary>A part of the page that was collected before.</summary>
        public void AppendFormatted(Html part) => _html._text.Append(part._text);

        public void AppendFormatted<T>(T data, string? format = null)
            where T : IFormattable => _html.Escape(data.ToString(format, CultureInfo.InvariantCulture));
    }
}
