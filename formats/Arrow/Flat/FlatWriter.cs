using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace RecPipeline.Formats.Arrow.Flat;

/// <summary>Writes a flatbuffer front to back: a table first, then what it points at, whose offset is filled in when it is there.</summary>
/// <remarks>Every number lies at a multiple of its size from the start, as the FlatBuffers format demands of writers.</remarks>
internal sealed class FlatWriter
{
    // The first four bytes are the offset of the root table.
    private byte[] _bytes = new byte[256];
    private int _length = 4;

    /// <summary>The buffer, padded to a multiple of 8.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        Align(8);
        return _bytes.AsMemory(0, _length);
    }

    /// <summary>A table whose field i takes <paramref name="sizes"/>[i] bytes; 0 leaves the field out.</summary>
    /// <param name="link">Position of the offset that points at the table: 0 for the root.</param>
    /// <param name="sizes">1, 2, 4 (also offsets), 8 or 0 per field.</param>
    public FlatTableDraft Table(int link, params ReadOnlySpan<int> sizes)
    {
        Span<ushort> offsets = stackalloc ushort[sizes.Length];
        int tableBytes = Place(sizes, offsets), vtableBytes = 4 + (2 * sizes.Length);
        int start = AlignUp(_length + vtableBytes, 8);
        Reserve(start + tableBytes);
        int vtable = start - vtableBytes;
        Put(vtable, (ushort)vtableBytes);
        Put(vtable + 2, (ushort)tableBytes);
        MemoryMarshal.AsBytes(offsets).CopyTo(_bytes.AsSpan(vtable + 4));
        Put(start, vtableBytes);
        Put(link, (uint)(start - link));
        return new FlatTableDraft(this, start, offsets.ToArray());
    }

    /// <summary>A vector of <paramref name="count"/> zeroed elements; returns the position of the first.</summary>
    public int Vector(int link, int count, int elementBytes)
    {
        int first = AlignUp(_length + 4, Math.Min(elementBytes, 8));
        Reserve(first + (count * elementBytes));
        Put(first - 4, count);
        Put(link, (uint)(first - 4 - link));
        return first;
    }

    public void Text(int link, string text)
    {
        Align(4);
        int bytes = Encoding.UTF8.GetByteCount(text), first = _length + 4;
        // One zero byte follows the text and is not counted.
        Reserve(first + bytes + 1);
        Encoding.UTF8.GetBytes(text, _bytes.AsSpan(first));
        Put(first - 4, bytes);
        Put(link, (uint)(first - 4 - link));
    }

    public void Put<T>(int position, T value)
        where T : unmanaged => MemoryMarshal.Write(_bytes.AsSpan(position, Unsafe.SizeOf<T>()), value);

    // Large fields first, so that little is lost to padding. The table itself starts with the offset of its vtable.
    private static int Place(ReadOnlySpan<int> sizes, Span<ushort> offsets)
    {
        int end = 4;
        foreach (int size in (ReadOnlySpan<int>)[8, 4, 2, 1])
        {
            for (int field = 0; field < sizes.Length; field++)
            {
                if (sizes[field] != size)
                    continue;
                offsets[field] = (ushort)AlignUp(end, size);
                end = offsets[field] + size;
            }
        }
        return end;
    }

    private void Align(int size) => Reserve(AlignUp(_length, size));

    private void Reserve(int length)
    {
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(length, 2 * _bytes.Length));
        _length = length;
    }

    private static int AlignUp(int position, int size) => (position + size - 1) / size * size;
}

/// <summary>A table whose fields are being filled in.</summary>
internal readonly struct FlatTableDraft(FlatWriter writer, int start, ushort[] offsets)
{
    /// <summary>Where field <paramref name="field"/> lies: the link of what it points at.</summary>
    public int Link(int field) => start + offsets[field];

    public void Put<T>(int field, T value)
        where T : unmanaged => writer.Put(Link(field), value);
}
