using System.Text;

namespace RecPipeline.Formats.Columns;

/// <summary>A column of byte strings: value i is <c>Bytes[Offsets[i]..Offsets[i + 1]]</c>.</summary>
/// <remarks>Offsets never decrease. The first need not be 0 and the last need not be the end of the bytes.</remarks>
public abstract class BytesColumn : Column
{
    private protected BytesColumn(DataType type, ReadOnlyMemory<int> offsets, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> validity)
        : base(type, offsets.Length - 1, validity) => (OffsetMemory, ByteMemory) = (offsets, bytes);

    public ReadOnlySpan<int> Offsets => OffsetMemory.Span;
    public ReadOnlySpan<byte> Bytes => ByteMemory.Span;
    internal ReadOnlyMemory<int> OffsetMemory { get; }
    internal ReadOnlyMemory<byte> ByteMemory { get; }

    public ReadOnlySpan<byte> Value(int row)
    {
        var offsets = OffsetMemory.Span;
        return ByteMemory.Span[offsets[row]..offsets[row + 1]];
    }
}

/// <summary>A column of UTF-8 strings: string i is <c>Bytes[Offsets[i]..Offsets[i + 1]]</c>.</summary>
public sealed class StringColumn(ReadOnlyMemory<int> offsets, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> validity = default)
    : BytesColumn(DataType.Utf8, offsets, bytes, validity)
{
    public ReadOnlySpan<byte> Utf8(int row) => Value(row);

    /// <summary>The string at <paramref name="row"/>, or null where it is null.</summary>
    public string? Text(int row) => IsNull(row) ? null : System.Text.Encoding.UTF8.GetString(Utf8(row));

    private protected override Column Part(int start, int length, byte[] validity) =>
        new StringColumn(OffsetMemory.Slice(start, length + 1), ByteMemory, validity);
}

/// <summary>A column of bytes without a meaning.</summary>
public sealed class BinaryColumn(ReadOnlyMemory<int> offsets, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> validity = default)
    : BytesColumn(DataType.Binary, offsets, bytes, validity)
{
    private protected override Column Part(int start, int length, byte[] validity) =>
        new BinaryColumn(OffsetMemory.Slice(start, length + 1), ByteMemory, validity);
}

/// <summary>Builds string columns from .NET strings, for tables small enough to be held as such (titles, reasons, names).</summary>
public static class StringColumns
{
    public static StringColumn Of(IReadOnlyList<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var offsets = new int[texts.Count + 1];
        for (int i = 0; i < texts.Count; i++)
            offsets[i + 1] = checked(offsets[i] + (texts[i] is { } text ? Encoding.UTF8.GetByteCount(text) : 0));
        var bytes = new byte[offsets[^1]];
        for (int i = 0; i < texts.Count; i++)
            Encoding.UTF8.GetBytes(texts[i] ?? "", bytes.AsSpan(offsets[i]));
        return new StringColumn(offsets, bytes, Bitmap.Of(texts.Count, i => texts[i] is not null));
    }

    /// <summary>A column of <paramref name="count"/> times the same text.</summary>
    public static StringColumn Repeat(string text, int count) => Of(Enumerable.Repeat<string?>(text, count).ToArray());
}
