namespace RecPipeline.Ratings.Csv;

/// <summary>Walks the fields of one record. The plain reader: it knows separators of any length and quotes.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> record, CsvFormat format)
{
    private readonly ReadOnlySpan<byte> _separator = format.Separator;
    private readonly bool _quotes = format.Quotes;
    private ReadOnlySpan<byte> _rest = record;
    private bool _ended;

    /// <summary>The field's bytes, without its quotes; <c>""</c> inside is still doubled when <see cref="HasEscapes"/>.</summary>
    public ReadOnlySpan<byte> Field { get; private set; }

    public bool HasEscapes { get; private set; }

    /// <summary>A quote was opened and never closed, or text follows quotes that hold a line feed:
    /// one of the two quotes is a stray.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Moves to the next field; a record has one field more than separators.</summary>
    public bool Next()
    {
        if (_ended)
            return false;
        HasEscapes = false;
        if (_quotes && _rest is [(byte)'"', ..])
            ReadQuoted();
        else
            Field = Take(_rest, 0);
        return true;
    }

    /// <summary>The field with what is needed to read it as text.</summary>
    public readonly FieldText Whole => new(Field, HasEscapes);

    /// <summary>The field as text, quotes resolved.</summary>
    public readonly string Text(CsvFormat form) => Whole.Text(form);

    // Text after the closing quote means that these quotes quote nothing: the field is then taken as it stands. Within one line;
    // beyond it the quotes took other lines into the record (RecordText), which must not become a row.
    private void ReadQuoted()
    {
        var all = _rest;
        int close = ClosingQuote(all);
        var whole = close < 0 ? all : Take(all, close + 1);
        bool isQuoted = close >= 0 && NumberText.IsBlank(whole[(close + 1)..]);
        if (close < 0 || (!isQuoted && whole[..close].Contains((byte)'\n')))
        {
            (IsOpen, _ended) = (true, true);
            Field = all;
            return;
        }
        HasEscapes &= isQuoted;
        Field = isQuoted ? whole[1..close] : whole;
    }

    private int ClosingQuote(ReadOnlySpan<byte> text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] != '"')
                continue;
            if (i + 1 == text.Length || text[i + 1] != '"')
                return i;
            HasEscapes = true;
            i++;
        }
        return -1;
    }

    // The bytes up to the first separator at or after `from`; what follows it is left for the next call.
    private ReadOnlySpan<byte> Take(ReadOnlySpan<byte> text, int from)
    {
        int at = text[from..].IndexOf(_separator);
        _ended = at < 0;
        if (_ended)
            return text;
        _rest = text[(from + at + _separator.Length)..];
        return text[..(from + at)];
    }
}

/// <summary>A field that is kept as text: its bytes without its quotes, and whether quotes inside are still doubled.</summary>
internal readonly ref struct FieldText(ReadOnlySpan<byte> bytes, bool hasEscapes)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    private bool HasEscapes { get; } = hasEscapes;

    public string Text(CsvFormat format)
    {
        string text = format.Text(Bytes);
        return HasEscapes ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>The text in UTF-8; allocates only for doubled quotes and latin-1.</summary>
    public ReadOnlySpan<byte> Utf8(CsvFormat format) =>
        format.Encoding == TextEncoding.Utf8 && !HasEscapes ? Bytes : System.Text.Encoding.UTF8.GetBytes(Text(format));
}
