using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow.Types;
using RecPipeline.Formats.Columns;
using ArrayData = Apache.Arrow.ArrayData;
using ListType = RecPipeline.Formats.Columns.ListType;
using StructType = RecPipeline.Formats.Columns.StructType;

namespace RecPipeline.Formats.Arrow;

/// <summary>Arrays of Apache.Arrow as columns of ours. What they say is checked: lengths, offsets, null counts, UTF-8.</summary>
/// <param name="copies">
/// False for arrays in managed memory, which columns then view. True for native memory, which is never viewed: a finalizer of the library
/// may free it while a span over it is in use (arrow-dotnet issue 397).
/// </param>
internal sealed class ArrowImport(bool copies)
{
    // Rows without any bytes: nothing else bounds them.
    private const int MaxNullRows = 1 << 28;

    /// <exception cref="ArrowFault">An array is damaged; the fault names the column.</exception>
    public RecordBatch Batch(Apache.Arrow.RecordBatch batch, FieldList schema)
    {
        if (batch.ColumnCount != schema.Count)
            throw new ArrowFault("", $"{batch.ColumnCount} columns", $"{schema.Count} as the schema says");
        return new RecordBatch(schema, batch.Length, [.. schema.Select((field, i) => Top(batch.Column(i).Data, field, batch.Length))]);
    }

    private Column Top(ArrayData data, Field field, int rows)
    {
        var column = Column(data, field, field.Name);
        if (column.Length != rows)
            throw new ArrowFault(field.Name, $"{column.Length:N0} rows", $"{rows:N0} as the batch declares");
        if (!field.Nullable && column.HasNulls)
            throw new ArrowFault(field.Name, "nulls", "none in a column that is not nullable");
        return column;
    }

    private Column Column(ArrayData data, Field field, string path) => field.Type switch
    {
        _ when ScalarTypes.IsFixedWidth(field.Type) => ScalarTypes.With(field.Type, new FixedWidth(this, data, field.Type, path)),
        ScalarType { Kind: ScalarKind.Null } when data.Length > MaxNullRows =>
            throw new ArrowFault(path, $"{data.Length:N0} rows without any bytes", $"at most {MaxNullRows:N0}", isUnsupported: true),
        ScalarType { Kind: ScalarKind.Null } => new NullColumn(data.Length),
        ScalarType { Kind: ScalarKind.Utf8 } => Text(data, path),
        ScalarType => Bytes(data, path),
        ListType list => List(data, list, path),
        StructType structs => Struct(data, structs, path),
        _ => throw new NotSupportedException($"Column '{path}' of type {field.Type} does not come from Arrow."),
    };

    private sealed class FixedWidth(ArrowImport import, ArrayData data, DataType type, string path) : IFixedWidthFunction<Column>
    {
        public Column Apply<T>()
            where T : unmanaged
        {
            var values = typeof(T) == typeof(bool) ? (ReadOnlyMemory<T>)(object)Flags(data, path) : import.Values<T>(data, path);
            return new Column<T>(type, values, import.Validity(data, path));
        }
    }

    private static ReadOnlyMemory<bool> Flags(ArrayData data, string path)
    {
        var bits = Buffer(data, 1, Bitmap.ByteCount(checked(data.Offset + data.Length)), path).Span;
        if (data.Length == 0)
            return default;
        return Booleans.Unpack(data.Offset == 0 ? bits : Bitmap.Part(bits, data.Offset, data.Length), data.Length);
    }

    private ReadOnlyMemory<T> Values<T>(ArrayData data, string path)
        where T : unmanaged
    {
        long size = Unsafe.SizeOf<T>();
        var bytes = Buffer(data, 1, size * (data.Offset + (long)data.Length), path)[(int)(size * data.Offset)..];
        if (!copies)
            return MemoryViews.Of<T>(bytes);
        var values = GC.AllocateUninitializedArray<T>(data.Length);
        MemoryMarshal.Cast<byte, T>(bytes.Span).CopyTo(values);
        return values;
    }

    private byte[]? CopyOf(ReadOnlySpan<byte> bytes) => copies ? bytes.ToArray() : null;

    private StringColumn Text(ArrayData data, string path)
    {
        var (offsets, bytes) = Strings(data, path);
        var column = new StringColumn(offsets, bytes, Validity(data, path));
        if (Utf8Text.FirstInvalid(column) is not (var row and >= 0))
            return column;
        var wrong = column.Utf8(row);
        throw new ArrowFault(path, $"bytes {Convert.ToHexString(wrong[..Math.Min(wrong.Length, 16)])} in row {row:N0}", "strings of UTF-8");
    }

    private BinaryColumn Bytes(ArrayData data, string path)
    {
        var (offsets, bytes) = data.DataType is FixedSizeBinaryType type ? FixedSize(data, type.ByteWidth, path) : Strings(data, path);
        return new BinaryColumn(offsets, bytes, Validity(data, path));
    }

    private (ReadOnlyMemory<int> Offsets, ReadOnlyMemory<byte> Bytes) FixedSize(ArrayData data, int width, string path)
    {
        var offsets = new int[data.Length + 1];
        for (int i = 0; i <= data.Length; i++)
            offsets[i] = checked(i * width);
        var bytes = Buffer(data, 1, (long)width * (data.Offset + (long)data.Length), path)[(data.Offset * width)..];
        return (offsets, CopyOf(bytes.Span) ?? bytes);
    }

    private (ReadOnlyMemory<int> Offsets, ReadOnlyMemory<byte> Bytes) Strings(ArrayData data, string path)
    {
        var bytes = Buffer(data, 2, 0, path);
        var offsets = Offsets(data, bytes.Length, path);
        if (!copies)
            return (offsets, bytes);
        return (OffsetChecks.FromZero(offsets), bytes.Span[offsets.Span[0]..offsets.Span[^1]].ToArray());
    }

    private ListColumn List(ArrayData data, ListType type, string path)
    {
        var elements = Column(Child(data, 0, path), type.Element, $"{path}.element");
        var column = new ListColumn(type, Offsets(data, elements.Length, path), elements, Validity(data, path));
        return Nullability.Holds(column)
            ? column
            : throw new ArrowFault($"{path}.element", "nulls", "none in a list whose elements are not nullable");
    }

    private StructColumn Struct(ArrayData data, StructType type, string path)
    {
        var children = type.Fields.Select((field, i) => Member(data, Child(data, i, path), field, $"{path}.{field.Name}"));
        var column = new StructColumn(type, data.Length, [.. children], Validity(data, path));
        if (Nullability.FirstBroken(column) is not (var at and >= 0))
            return column;
        string member = $"{path}.{type.Fields[at].Name}";
        throw new ArrowFault(member, "nulls where the struct is none", "none in a member that is not nullable");
    }

    private Column Member(ArrayData data, ArrayData child, Field field, string path)
    {
        var column = Column(child, field, path);
        return column.Length >= (long)data.Offset + data.Length
            ? column.Slice(data.Offset, data.Length)
            : throw new ArrowFault(path, $"{column.Length:N0} rows", $"{data.Offset + (long)data.Length:N0} as the struct declares");
    }

    private static ArrayData Child(ArrayData data, int index, string path) => data.Children?.Length > index
        ? data.Children[index]
        : throw new ArrowFault(path, $"{data.Children?.Length ?? 0} children", $"{index + 1} or more");

    private ReadOnlyMemory<int> Offsets(ArrayData data, int limit, string path)
    {
        if (data.Length == 0)
            return new int[1];
        int places = checked(data.Offset + data.Length + 1);
        bool isLarge = data.DataType.TypeId is ArrowTypeId.LargeString or ArrowTypeId.LargeBinary or ArrowTypeId.LargeList;
        var buffer = Buffer(data, 1, (isLarge ? sizeof(long) : sizeof(int)) * (long)places, path);
        var offsets = isLarge ? OffsetChecks.Narrow(MemoryMarshal.Cast<byte, long>(buffer.Span)[data.Offset..places], path)
            : copies ? MemoryMarshal.Cast<byte, int>(buffer.Span)[data.Offset..places].ToArray()
            : MemoryViews.Of<int>(buffer)[data.Offset..];
        OffsetChecks.Check(offsets.Span, limit, path);
        return offsets;
    }

    // A bitmap of ones is dropped: nothing is null then.
    private ReadOnlyMemory<byte> Validity(ArrayData data, string path)
    {
        var buffer = data.Buffers.Length > 0 ? data.Buffers[0].Memory : default;
        int bytes = Bitmap.ByteCount(checked(data.Offset + data.Length));
        if (data.Length > 0 && !buffer.IsEmpty && buffer.Length < bytes)
            throw new ArrowFault(path, $"a validity bitmap of {buffer.Length:N0} bytes", $"{bytes:N0}");
        var bits = buffer.IsEmpty || data.Length == 0 ? default
            : data.Offset == 0 ? buffer[..bytes]
            : Bitmap.Slice(buffer.Span, data.Offset, data.Length);
        int nulls = Bitmap.NullCount(bits.Span, data.Length);
        if (data.NullCount >= 0 && data.NullCount != nulls)
            throw new ArrowFault(path, $"{nulls:N0} nulls in the bitmap", $"{data.NullCount:N0} as declared");
        return nulls == 0 ? default : CopyOf(bits.Span) ?? bits;
    }

    private static ReadOnlyMemory<byte> Buffer(ArrayData data, int index, long needed, string path)
    {
        var memory = data.Buffers?.Length > index ? data.Buffers[index].Memory : default;
        return memory.Length >= needed
            ? index == 2 ? memory : memory[..(int)needed]
            : throw new ArrowFault(path, $"a buffer of {memory.Length:N0} bytes", $"{needed:N0}");
    }
}
