using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Hashing;

/// <summary>Writes one column's values into the row buffer in the canonical form of <see cref="TableHasher"/>.</summary>
internal abstract class ValueEncoder(Column column)
{
    public static ValueEncoder For(Column column, string name) => column switch
    {
        Column<float> floats => new FloatEncoder<float>(floats, name),
        Column<double> doubles => new FloatEncoder<double>(doubles, name),
        Column<int> ints => new FixedEncoder<int>(ints),
        Column<long> longs => new FixedEncoder<long>(longs),
        FixedWidthColumn values => new BytewiseEncoder(values),
        BytesColumn strings => new BytesEncoder(strings),
        NullColumn nothing => new NullEncoder(nothing),
        ListColumn lists => new ListEncoder(lists, name),
        StructColumn structs => new StructEncoder(structs, name),
        _ => throw new NotSupportedException($"Column '{name}' of type {column.Type} has no canonical form."),
    };

    public void Encode(int row, RowBuffer buffer)
    {
        bool present = !column.IsNull(row);
        buffer.Write((byte)(present ? 1 : 0));
        if (present)
            EncodeValue(row, buffer);
    }

    protected abstract void EncodeValue(int row, RowBuffer buffer);

    /// <summary>The values of rows start … end − 1, one after the other: the elements of a list.</summary>
    protected virtual void EncodeRange(int start, int end, RowBuffer buffer)
    {
        for (int row = start; row < end; row++)
            Encode(row, buffer);
    }

    private class FixedEncoder<T>(Column<T> column) : ValueEncoder(column)
        where T : unmanaged
    {
        protected Column<T> Column { get; } = column;

        protected override void EncodeValue(int row, RowBuffer buffer) => buffer.Write(Column.Values[row]);

        protected override void EncodeRange(int start, int end, RowBuffer buffer)
        {
            var values = Column.Values[start..end];
            if (Column.HasNulls || !GoByBits(values))
                base.EncodeRange(start, end, buffer);
            else
                buffer.WritePresent(values);
        }

        protected virtual bool GoByBits(ReadOnlySpan<T> values) => true;
    }

    private sealed class FloatEncoder<T>(Column<T> column, string name) : FixedEncoder<T>(column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        protected override void EncodeValue(int row, RowBuffer buffer)
        {
            T value = Column.Values[row];
            buffer.Write(T.IsNaN(value) ? throw NaN(name, row) : value == T.Zero ? T.Zero : value);
        }

        // What is neither zero nor NaN.
        protected override bool GoByBits(ReadOnlySpan<T> values)
        {
            foreach (T value in values)
                if (!(value < T.Zero || value > T.Zero))
                    return false;
            return true;
        }
    }

    // Any other width, as it lies in memory: equal to what FixedEncoder writes for the same column.
    private sealed class BytewiseEncoder(FixedWidthColumn column) : ValueEncoder(column)
    {
        private readonly FixedWidthColumn _column = column;
        private readonly int _width = ScalarTypes.Bytes(column.Type);

        protected override void EncodeValue(int row, RowBuffer buffer) => buffer.Write(_column.ValueBytes.Slice(row * _width, _width));
    }

    private sealed class NullEncoder(NullColumn column) : ValueEncoder(column)
    {
        protected override void EncodeValue(int row, RowBuffer buffer) => throw new InvalidOperationException("A null has no value.");
    }

    private sealed class BytesEncoder(BytesColumn column) : ValueEncoder(column)
    {
        private readonly BytesColumn _column = column;

        protected override void EncodeValue(int row, RowBuffer buffer)
        {
            var text = _column.Value(row);
            buffer.Write(text.Length);
            buffer.Write(text);
        }
    }

    private sealed class ListEncoder(ListColumn column, string name) : ValueEncoder(column)
    {
        private readonly ListColumn _column = column;
        private readonly ValueEncoder _elements = For(column.Elements, name);

        protected override void EncodeValue(int row, RowBuffer buffer)
        {
            var (start, end) = (_column.Offsets[row], _column.Offsets[row + 1]);
            buffer.Write(end - start);
            _elements.EncodeRange(start, end, buffer);
        }
    }

    private sealed class StructEncoder(StructColumn column, string name) : ValueEncoder(column)
    {
        private readonly ValueEncoder[] _members = [.. column.Children.Select(child => For(child, name))];

        protected override void EncodeValue(int row, RowBuffer buffer)
        {
            foreach (var member in _members)
                member.Encode(row, buffer);
        }
    }

    internal static InvalidDataException NaN(string name, int row) =>
        new($"Hashing row {row} of the batch: column '{name}' is NaN, which no table may hold. Find the stage that wrote it.");
}

/// <summary>A growing byte buffer that is cleared for every row.</summary>
internal sealed class RowBuffer
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public RowBuffer()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Content hashes are little-endian; this processor is not.");
    }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Write<T>(T value)
        where T : unmanaged => MemoryMarshal.Write(Reserve(Unsafe.SizeOf<T>()), value);

    /// <summary>Each value after a presence byte of 1.</summary>
    public void WritePresent<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        int width = Unsafe.SizeOf<T>() + 1;
        var bytes = Reserve(checked(values.Length * width));
        for (int i = 0; i < values.Length; i++, bytes = bytes[width..])
        {
            bytes[0] = 1;
            MemoryMarshal.Write(bytes[1..], values[i]);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
