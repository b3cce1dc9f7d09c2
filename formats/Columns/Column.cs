using System.Text;

namespace RecPipeline.Formats.Columns;

/// <summary>The values of one column of a record batch, in the memory layout of Apache Arrow (but booleans take a byte each).</summary>
/// <remarks>
/// Validity is Arrow's bitmap: least significant bit first, 1 = present; an empty bitmap means that no value is null.
/// Values under null slots are zero when we write and arbitrary when we read.
/// </remarks>
public abstract class Column
{
    private protected Column(DataType type, int length, ReadOnlyMemory<byte> validity)
    {
        if (!validity.IsEmpty && validity.Length < Bitmap.ByteCount(length))
            throw new ArgumentException($"A validity bitmap of {validity.Length} bytes cannot cover {length} values.", nameof(validity));
        (Type, Length, Validity) = (type, length, validity);
    }

    public DataType Type { get; }
    public int Length { get; }

    /// <summary>Validity bitmap, or empty when no value is null.</summary>
    public ReadOnlyMemory<byte> Validity { get; }
    public bool HasNulls => !Validity.IsEmpty;

    public bool IsNull(int row) => HasNulls && (Validity.Span[row >> 3] >> (row & 7) & 1) == 0;

    /// <summary>The rows from <paramref name="start"/> on as a column that shares the values.</summary>
    /// <remarks>Only a bitmap is copied, because its first bit may lie inside a byte. Cost: O(length / 8) with nulls, else O(1).</remarks>
    public Column Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - start);
        return length == Length ? this : Part(start, length, Bitmap.Slice(Validity.Span, start, length));
    }

    private protected abstract Column Part(int start, int length, byte[] validity);
}

/// <summary>A column whose values take the same number of bytes each, whatever their .NET type is.</summary>
public abstract class FixedWidthColumn : Column
{
    private protected FixedWidthColumn(DataType type, int length, ReadOnlyMemory<byte> validity)
        : base(type, length, validity)
    {
    }

    /// <summary>The values as they lie in memory, one after the other.</summary>
    public abstract ReadOnlySpan<byte> ValueBytes { get; }

    /// <summary>The same as memory that can be kept and pinned.</summary>
    internal abstract ReadOnlyMemory<byte> ValueMemory { get; }
}

/// <summary>A column of fixed-width values: bool, int, long, float and so on (dates are int, timestamps long, decimals Int128).</summary>
public sealed class Column<T> : FixedWidthColumn
    where T : unmanaged
{
    private readonly ReadOnlyMemory<T> _values;

    public Column(DataType type, ReadOnlyMemory<T> values, ReadOnlyMemory<byte> validity = default)
        : base(type, values.Length, validity)
    {
        if (!ScalarTypes.Holds<T>(type))
            throw new ArgumentException($"A column of type {type} does not hold {typeof(T).Name} values.", nameof(type));
        _values = values;
    }

    public ReadOnlyMemory<T> Memory => _values;
    public ReadOnlySpan<T> Values => _values.Span;

    public override ReadOnlySpan<byte> ValueBytes => System.Runtime.InteropServices.MemoryMarshal.AsBytes(_values.Span);

    internal override ReadOnlyMemory<byte> ValueMemory => MemoryViews.Bytes(_values);

    private protected override Column Part(int start, int length, byte[] validity) =>
        new Column<T>(Type, _values.Slice(start, length), validity);
}

/// <summary>A column without values: every row is null.</summary>
public sealed class NullColumn(int length) : Column(DataType.Null, length, Bitmap.AllNull(length))
{
    private protected override Column Part(int start, int length, byte[] validity) => new NullColumn(length);
}

/// <summary>A column of lists: list i is elements <c>Offsets[i]..Offsets[i + 1]</c> of <see cref="Elements"/>.</summary>
/// <remarks>Offsets never decrease. The first need not be 0 and the last need not be the number of elements.</remarks>
public sealed class ListColumn(ListType type, ReadOnlyMemory<int> offsets, Column elements, ReadOnlyMemory<byte> validity = default)
    : Column(type, offsets.Length - 1, validity)
{
    private readonly ListType _type = type;

    public ReadOnlySpan<int> Offsets => offsets.Span;
    internal ReadOnlyMemory<int> OffsetMemory => offsets;
    public Column Elements { get; } = elements;

    private protected override Column Part(int start, int length, byte[] validity) =>
        new ListColumn(_type, offsets.Slice(start, length + 1), Elements, validity);
}

/// <summary>A column of structs: one child column per member, all of this column's length.</summary>
/// <remarks>What children hold where the struct is null is arbitrary; a member that is not nullable may be null there.</remarks>
public sealed class StructColumn(StructType type, int length, IReadOnlyList<Column> children, ReadOnlyMemory<byte> validity = default)
    : Column(type, length, validity)
{
    private readonly StructType _type = type;

    public IReadOnlyList<Column> Children { get; } = children;

    private protected override Column Part(int start, int length, byte[] validity) =>
        new StructColumn(_type, length, [.. Children.Select(child => child.Slice(start, length))], validity);
}

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
    public string? Text(int row) => IsNull(row) ? null : Encoding.UTF8.GetString(Utf8(row));

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
