using System.Text;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Csv;

/// <summary>Gathers texts as UTF-8: doubled quotes become one, latin-1 is converted.</summary>
internal sealed class TextBuilder(Field field, CsvFormat format) : ColumnBuilder(field)
{
    private readonly List<int> _ends = [];
    private byte[] _bytes = new byte[256];
    private int _length;

    protected override bool TryAddValue(ReadOnlySpan<byte> text, bool hasEscapes)
    {
        // A latin-1 character takes two bytes at most.
        Reserve(2 * text.Length);
        int start = _length;
        _length += format.IsLatin1(text) ? FromLatin1(text, _bytes.AsSpan(_length)) : Copy(text, _bytes.AsSpan(_length));
        if (hasEscapes)
            _length = start + HalveQuotes(_bytes.AsSpan(start, _length - start));
        _ends.Add(_length);
        return true;
    }

    protected override void AddEmpty() => _ends.Add(_length);

    protected override void TruncateValues(int rows)
    {
        _ends.RemoveRange(rows, _ends.Count - rows);
        _length = rows == 0 ? 0 : _ends[^1];
    }

    protected override Column Build(DataType type, byte[] validity) =>
        new StringColumn((int[])[0, .. _ends], _bytes.AsSpan(0, _length).ToArray(), validity);

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> target)
    {
        text.CopyTo(target);
        return text.Length;
    }

    private static int FromLatin1(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int at = 0;
        foreach (byte letter in text)
            at += new Rune((char)letter).EncodeToUtf8(target[at..]);
        return at;
    }

    // Within a quoted field quotes only come in pairs.
    private static int HalveQuotes(Span<byte> text)
    {
        int kept = 0;
        for (int i = 0; i < text.Length; i++)
        {
            text[kept++] = text[i];
            if (text[i] == '"')
                i++;
        }
        return kept;
    }

    private void Reserve(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + count));
    }
}
