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
