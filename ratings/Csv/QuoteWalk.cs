namespace RecPipeline.Ratings.Csv;

/// <summary>Finds the quotes that begin and end fields, front to back, and passes over those that mean nothing.</summary>
/// <param name="text">It begins with a record, or in quotes: then <see cref="Close"/> is asked first.</param>
/// <param name="format">A format with quotes.</param>
/// <param name="lineFeeds">Takes the places of line feeds in quotes, ascending.</param>
internal ref struct QuoteWalk(ReadOnlySpan<byte> text, CsvFormat format, List<int> lineFeeds)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly ReadOnlySpan<byte> _separator = format.Separator;

    // From here on separators are looked for: the start of a field, or what follows a closing quote.
    private int _from;

    /// <summary>The first quote at or after <paramref name="at"/>, a place outside quotes, that begins a field;
    /// −1 when there is none.</summary>
    public int Open(int at)
    {
        while (_text[at..].IndexOf((byte)'"') is >= 0 and var next)
        {
            at += next;
            if (BeginsField(at))
                return at;
            at++;
        }
        return -1;
    }

    /// <summary>The place behind the closing quote, which is the first at or after <paramref name="at"/>, a place in quotes,
    /// that is not doubled; −1 when there is none.</summary>
    public int Close(int at)
    {
        while (_text[at..].IndexOfAny((byte)'"', (byte)'\n') is >= 0 and var next)
        {
            at += next + 1;
            if (_text[at - 1] == '\n')
                lineFeeds.Add(at - 1);
            else if (at == _text.Length || _text[at] != '"')
                return _from = at;
            else
                at++;
        }
        return -1;
    }

    private bool BeginsField(int at)
    {
        if (at == 0 || _text[at - 1] == '\n')
            return true;
        return _separator.Length == 1 ? _text[at - 1] == _separator[0] : _text[..at].EndsWith(_separator) && FollowsSeparator(at);
    }

    // A separator such as :: may seem to end here and not: a:::" is a field `a` and a field `:"`.
    private bool FollowsSeparator(int at)
    {
        _from += _text[_from..at].LastIndexOf((byte)'\n') + 1;
        while (_text[_from..at].IndexOf(_separator) is >= 0 and var next)
            _from += next + _separator.Length;
        return _from == at;
    }
}
