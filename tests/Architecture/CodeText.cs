using System.Text;

namespace RecPipeline.Architecture.Tests;

/// <summary>C# without its comments and the contents of its strings; what stands in the holes of interpolated strings stays.</summary>
internal sealed class CodeText
{
    private readonly string _text;
    private readonly StringBuilder _code = new();
    private int _at;

    private CodeText(string text) => _text = text;

    /// <summary>The code, each comment and string replaced by a space.</summary>
    public static string Of(string text)
    {
        var code = new CodeText(text);
        code.Read(isHole: false);
        return code._code.ToString();
    }

    // A hole ends at the brace that closes it, or at the colon of its format; braces and brackets inside belong to it.
    private void Read(bool isHole)
    {
        for (int depth = 0; _at < _text.Length;)
        {
            if (TrySkip())
                continue;
            char letter = _text[_at];
            if (isHole && depth == 0 && letter is '}' or ':')
                return;
            depth += letter is '{' or '(' or '[' ? 1 : letter is '}' or ')' or ']' ? -1 : 0;
            _code.Append(letter);
            _at++;
        }
    }

    private bool TrySkip()
    {
        if (Starts("//"))
            SkipTo("\n", 0);
        else if (Starts("/*"))
            SkipTo("*/", 2);
        else if (_text[_at] == '\'')
            SkipCharacter();
        else if (_text[_at] is '"' or '$' or '@')
            return TryText();
        else
            return false;
        _code.Append(' ');
        return true;
    }

    private bool TryText()
    {
        int quote = _at;
        while (quote < _text.Length && _text[quote] is '$' or '@')
            quote++;
        if (quote == _text.Length || _text[quote] != '"')
            return false;
        string prefix = _text[_at..quote];
        int quotes = _text.AsSpan(quote).IndexOfAnyExcept('"') is var run && run < 0 ? _text.Length - quote : run;
        _code.Append(' ');
        _at = quote + (quotes >= 3 ? quotes : 1);
        ReadText(new string('"', quotes >= 3 ? quotes : 1), prefix.Count(letter => letter == '$'), isVerbatim: prefix.Contains('@', StringComparison.Ordinal));
        return true;
    }

    // holes: how many braces open one; 0 for a plain string.
    private void ReadText(string end, int holes, bool isVerbatim)
    {
        bool isRaw = end.Length > 1;
        while (_at < _text.Length && !IsEnd(end, isVerbatim))
        {
            int braces = holes == 0 ? 0 : _text.AsSpan(_at).IndexOfAnyExcept('{');
            if (braces > 0 && (isRaw ? braces >= holes : braces % 2 == 1))
            {
                _at += braces;
                Read(isHole: true);
                _code.Append(' ');
            }
            else
                _at += braces > 0 ? braces : IsPair(isRaw, isVerbatim) ? 2 : 1;
        }
        _at += end.Length;
    }

    private bool IsEnd(string end, bool isVerbatim) => Starts(end) && !(isVerbatim && Starts("\"\""));

    private bool IsPair(bool isRaw, bool isVerbatim) => !isRaw && (isVerbatim ? Starts("\"\"") : _text[_at] == '\\');

    private void SkipCharacter()
    {
        _at += _at + 1 < _text.Length && _text[_at + 1] == '\\' ? 3 : 2;
        SkipTo("'", 1);
    }

    private void SkipTo(string end, int length) =>
        _at = _text.IndexOf(end, Math.Min(_at, _text.Length), StringComparison.Ordinal) is var found && found >= 0 ? found + length : _text.Length;

    private bool Starts(string with) => string.CompareOrdinal(_text, _at, with, 0, with.Length) == 0;
}
