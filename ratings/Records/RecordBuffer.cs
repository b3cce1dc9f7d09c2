using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Records;

/// <summary>Gathers ratings as records of comma-separated text, whatever form they came in: fields in order, quoted where needed,
/// one LF after each record.</summary>
/// <remarks>
/// Every record gets exactly one line, so that the n-th record of a table is line n of its text.
/// A value with a line end in it would make two: its record becomes one quoted field with the line ends shown as ␊ and ␍,
/// which no reader of ratings takes for a rating.
/// </remarks>
/// <example>The fields 7, a"b and 4.5 are the record <c>7,"a""b",4.5</c>.</example>
public sealed class RecordBuffer
{
    private byte[] _bytes = new byte[1 << 12];
    private int _length;
    private int _record;
    private bool _hasField;
    private bool _hasLineEnd;

    public int Length => _length;

    /// <summary>All records that were ended since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear() => (_length, _record, _hasField, _hasLineEnd) = (0, 0, false, false);

    /// <summary>Adds a number or another text without separator, quote and line end, as it is.</summary>
    public void Number(ReadOnlySpan<byte> text)
    {
        Separate();
        text.CopyTo(Space(text.Length));
        _length += text.Length;
    }

    /// <summary>Adds any text in UTF-8.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(",\"\r\n"u8) < 0)
            Number(text);
        else
            Quoted(text);
    }

    /// <summary>Ends the record. One without fields is a blank line.</summary>
    public void End()
    {
        if (_hasLineEnd)
            Restart(System.Text.Encoding.UTF8.GetString(_bytes.AsSpan(_record, _length - _record)));
        Space(1)[0] = (byte)'\n';
        (_length, _hasField, _hasLineEnd) = (_length + 1, false, false);
        _record = _length;
    }

    /// <summary>Adds a whole record that is no rating: its bytes as one quoted field, for the reader to refuse.
    /// Blank bytes stay a blank line.</summary>
    public void Broken(ReadOnlySpan<byte> line)
    {
        if (NumberText.IsBlank(line))
            Number(line);
        else
            Quoted(line);
        End();
    }

    private void Restart(string record)
    {
        (_length, _hasField, _hasLineEnd) = (_record, false, false);
        Quoted(System.Text.Encoding.UTF8.GetBytes(record.Replace('\n', '␊').Replace('\r', '␍')));
    }

    private void Quoted(ReadOnlySpan<byte> text)
    {
        Separate();
        _hasLineEnd |= text.IndexOfAny((byte)'\r', (byte)'\n') >= 0;
        var space = Space((2 * text.Length) + 2);
        int at = 0;
        space[at++] = (byte)'"';
        foreach (byte letter in text)
        {
            if (letter == '"')
                space[at++] = letter;
            space[at++] = letter;
        }
        space[at++] = (byte)'"';
        _length += at;
    }

    private void Separate()
    {
        if (_hasField)
        {
            Space(1)[0] = (byte)',';
            _length++;
        }
        _hasField = true;
    }

    private Span<byte> Space(int bytes)
    {
        if (_length + bytes > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + bytes));
        return _bytes.AsSpan(_length);
    }
}
