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
        if (!validity.IsEmpty && validity.Length < (length + 7) / 8)
            throw new ArgumentException($"A validity bitmap of {validity.Length} bytes cannot cover {length} values.", nameof(validity));
        Type = type;
        Length = length;
        Validity = validity;
    }

    public DataType Type { get; }

    public int Length { get; }

    /// <summary>Validity bitmap, or empty when no value is null.</summary>
    public ReadOnlyMemory<byte> Validity { get; }

    public bool HasNulls => !Validity.IsEmpty;

    public bool IsNull(int row) => HasNulls && (Validity.Span[row >> 3] >> (row & 7) & 1) == 0;
}

/// <summary>A column of fixed-width values: bool, int, long, float or double (dates are int, timestamps long).</summary>
public sealed class Column<T> : Column
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
}

/// <summary>A column of UTF-8 strings: string i is <c>Bytes[Offsets[i]..Offsets[i + 1]]</c>.</summary>
public sealed class StringColumn(ReadOnlyMemory<int> offsets, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> validity = default)
    : Column(DataType.Utf8, offsets.Length - 1, validity)
{
    public ReadOnlySpan<int> Offsets => offsets.Span;

    public ReadOnlySpan<byte> Bytes => bytes.Span;

    public ReadOnlySpan<byte> Utf8(int row) => bytes.Span[offsets.Span[row]..offsets.Span[row + 1]];

    /// <summary>The string at <paramref name="row"/>, or null where it is null.</summary>
    public string? Text(int row) => IsNull(row) ? null : System.Text.Encoding.UTF8.GetString(Utf8(row));
}

/// <summary>A column of lists: list i is elements <c>Offsets[i]..Offsets[i + 1]</c> of <see cref="Elements"/>.</summary>
public sealed class ListColumn(ListType type, ReadOnlyMemory<int> offsets, Column elements, ReadOnlyMemory<byte> validity = default)
    : Column(type, offsets.Length - 1, validity)
{
    public ReadOnlySpan<int> Offsets => offsets.Span;

    public Column Elements { get; } = elements;
}

/// <summary>A column of structs: one child column per member, all of this column's length.</summary>
public sealed class StructColumn(StructType type, int length, IReadOnlyList<Column> children, ReadOnlyMemory<byte> validity = default)
    : Column(type, length, validity)
{
    public IReadOnlyList<Column> Children { get; } = children;
}
