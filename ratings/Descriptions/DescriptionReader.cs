using System.Text.Unicode;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Ratings.Descriptions;

/// <summary>Takes one record after the other and keeps ids and texts.</summary>
internal sealed class DescriptionReader(DescriptionForm form, DescriptionColumns columns, string file, long line)
{
    private readonly CsvFormat _format = form.Table.Format;
    private readonly TextPool[] _texts = [.. columns.Texts.Select(_ => new TextPool())];
    private readonly string[] _row = new string[columns.Texts.Length];
    private readonly List<long> _ids = [];
    private readonly List<string> _textIds = [];
    private readonly List<long> _lines = [];
    private readonly List<long> _latin1 = [];
    private readonly List<BadRow> _bad = [];
    private long _line = line;

    /// <summary>A reader that has seen the first record, be it the header or a row.</summary>
    public static DescriptionReader Start(DescriptionForm form, string file, ReadOnlySpan<byte> first, int lines)
    {
        var format = form.Table.Format;
        var names = format.HasHeader ? CsvHeader.Parse(first, format) : form.Table.Columns;
        var reader = new DescriptionReader(form, DescriptionColumns.Resolve(form, names, file), file, format.HasHeader ? lines + 1 : 1);
        if (!format.HasHeader)
            reader.Read(first, lines);
        return reader;
    }

    /// <summary>Line of the file, from 1, at which the next record begins.</summary>
    public long NextLine => _line;

    /// <param name="lines">Lines of the file that the record takes.</param>
    public void Read(ReadOnlySpan<byte> record, int lines)
    {
        var fault = Parse(record, out var id, out int fields);
        if (fault == RowFault.None)
            Keep(record);
        else
            _bad.Add(new BadRow(file, _line, fault, _format.Text(record)) { Why = Words.Of(fault, record, fields, columns.Id, id) });
        _line += lines;
    }

    public DescriptionsTable Table() => new(
        [.. _ids], [.. _textIds],
        columns.Texts.Zip(_texts).ToDictionary(each => each.First, each => each.Second.ToArray()), [.. _lines], _bad)
    {
        Columns = columns.Names,
        Latin1Lines = _latin1,
    };

    private FaultWords Words => new(_format, columns.Names, form.Role);

    private void Keep(ReadOnlySpan<byte> record)
    {
        for (int text = 0; text < _texts.Length; text++)
            _texts[text].Add(_row[text]);
        _lines.Add(_line);
        if (_format.Encoding == TextEncoding.Utf8OrLatin1 && !Utf8.IsValid(record))
            _latin1.Add(_line);
    }

    private RowFault Parse(ReadOnlySpan<byte> record, out FieldText id, out int fields)
    {
        id = default;
        fields = 0;
        if (NumberText.IsBlank(record))
            return RowFault.Blank;
        if (_format.Encoding == TextEncoding.Utf8 && !Utf8.IsValid(record))
            return RowFault.Encoding;
        if (!TryFields(record, out id, out fields))
            return RowFault.Columns;
        return TryAddId(id) ? RowFault.None : RowFault.Number;
    }

    // Blanks around a text are no part of an id, as in the ratings.
    private bool TryAddId(FieldText id)
    {
        if (form.IdType == IdType.String && id.Text(_format).Trim(' ', '\t', '\r', '\v', '\f') is { Length: > 0 } text)
            _textIds.Add(text);
        else if (form.IdType == IdType.Int64 && NumberText.TryId(id.Bytes, out long number))
            _ids.Add(number);
        else
            return false;
        return true;
    }

    private bool TryFields(ReadOnlySpan<byte> record, out FieldText id, out int count)
    {
        id = default;
        count = 0;
        Array.Fill(_row, "");
        var fields = new FieldReader(record, _format);
        for (; fields.Next(); count++)
        {
            if (count >= columns.FieldCount)
                continue;
            if (count == columns.Id)
                id = fields.Whole;
            if (columns.TextAt[count] >= 0)
                _row[columns.TextAt[count]] = fields.Text(_format);
            if (columns.IsFlag[count] && fields.Field.SequenceEqual("1"u8))
                _row[^1] = _row[^1].Length == 0 ? columns.Names[count] : $"{_row[^1]}|{columns.Names[count]}";
        }
        return count == columns.FieldCount && !fields.IsOpen;
    }
}

/// <summary>The texts of one column; those that repeat, such as genders, are kept once, up to some thousand of them.</summary>
internal sealed class TextPool
{
    private const int MaxPooled = 1 << 13;

    private readonly List<string> _texts = [];
    private readonly HashSet<string> _pool = [];

    public void Add(string text)
    {
        if (!_pool.TryGetValue(text, out string? same) && _pool.Count < MaxPooled)
            _pool.Add(text);
        _texts.Add(same ?? text);
    }

    public string[] ToArray() => [.. _texts];
}
