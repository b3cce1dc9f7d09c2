using System.Runtime.InteropServices;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Rows and nulls of one column, in the order of the fields depth first.</summary>
internal readonly record struct FieldNode(int Rows, int Nulls);

/// <summary>One buffer of a body: where it starts, how long it is without padding, and what writes it.</summary>
internal readonly record struct BodyBuffer(long Offset, long Bytes, Action<OutputBlock> Write);

/// <summary>The nodes and buffers of a record batch. Nothing is copied yet: each buffer is written straight from its column.</summary>
internal sealed class BodyLayout
{
    /// <summary>Buffers start at multiples of this. 64 would suit vector units better, 8 is what the format demands.</summary>
    private const int Alignment = 8;

    public BodyLayout(RecordBatch batch)
    {
        foreach (var column in batch.Columns)
            Add(column);
    }

    public List<FieldNode> Nodes { get; } = [];

    public List<BodyBuffer> Buffers { get; } = [];

    /// <summary>Bytes of the body, all padding included.</summary>
    public long Bytes { get; private set; }

    public void Write(OutputBlock output)
    {
        ReadOnlySpan<byte> padding = stackalloc byte[Alignment];
        foreach (var buffer in Buffers)
        {
            if (buffer.Bytes > 0)
                buffer.Write(output);
            output.Write(padding[..(int)(Padded(buffer.Bytes) - buffer.Bytes)]);
        }
    }

    private void Add(Column column)
    {
        int nulls = column is NullColumn ? column.Length : Bitmap.NullCount(column.Validity.Span, column.Length);
        Nodes.Add(new FieldNode(column.Length, nulls));
        if (column is NullColumn)
            return;
        int validityBytes = nulls == 0 ? 0 : Bitmap.ByteCount(column.Length);
        AddBuffer(validityBytes, output => output.Write(column.Validity.Span[..validityBytes]));
        AddValues(column);
    }

    private void AddValues(Column column)
    {
        switch (column)
        {
            case Column<bool> booleans:
                AddBuffer(Bitmap.ByteCount(column.Length), output => output.Write(Booleans.Pack(booleans.Values)));
                break;
            case FixedWidthColumn values:
                AddBuffer(values.ValueBytes.Length, output => output.Write(values.ValueBytes));
                break;
            case BytesColumn strings:
                var (first, last) = (strings.Offsets[0], strings.Offsets[^1]);
                AddOffsets(column.Length, output => WriteOffsets(output, strings.Offsets));
                AddBuffer(last - first, output => output.Write(strings.Bytes[first..last]));
                break;
            case ListColumn lists:
                AddOffsets(column.Length, output => WriteOffsets(output, lists.Offsets));
                Add(lists.Elements.Slice(lists.Offsets[0], lists.Offsets[^1] - lists.Offsets[0]));
                break;
            case StructColumn structs:
                foreach (var child in structs.Children)
                    Add(child);
                break;
        }
    }

    private void AddOffsets(int rows, Action<OutputBlock> write) => AddBuffer(sizeof(int) * ((long)rows + 1), write);

    private void AddBuffer(long bytes, Action<OutputBlock> write)
    {
        Buffers.Add(new BodyBuffer(Bytes, bytes, write));
        Bytes += Padded(bytes);
    }

    // Offsets of a slice of a column begin anywhere; written ones begin at 0.
    private static void WriteOffsets(OutputBlock output, ReadOnlySpan<int> offsets)
    {
        int first = offsets[0];
        Span<int> block = stackalloc int[first == 0 ? 0 : Math.Min(offsets.Length, 2048)];
        for (var rest = offsets; !rest.IsEmpty && first != 0; rest = rest[Math.Min(block.Length, rest.Length)..])
        {
            int count = Math.Min(block.Length, rest.Length);
            for (int i = 0; i < count; i++)
                block[i] = rest[i] - first;
            output.Write(MemoryMarshal.AsBytes(block[..count]));
        }
        if (first == 0)
            output.Write(MemoryMarshal.AsBytes(offsets));
    }

    private static long Padded(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
