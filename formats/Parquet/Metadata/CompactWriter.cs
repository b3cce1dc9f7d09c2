using System.Text;

namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>Writes the Thrift compact protocol. Fields are written in the order of their ids.</summary>
internal sealed class CompactWriter(ByteBuffer buffer)
{
    private readonly Stack<short> _outer = new();
    private short _last;

    /// <summary>Starts a struct; it ends with <see cref="EndStruct"/>.</summary>
    public void BeginStruct()
    {
        _outer.Push(_last);
        _last = 0;
    }

    public void EndStruct()
    {
        buffer.Write((byte)CompactType.Stop);
        _last = _outer.Pop();
    }

    public void Struct(short id, Action content)
    {
        Field(id, CompactType.Struct);
        Element(content);
    }

    public void Element(Action content)
    {
        BeginStruct();
        content();
        EndStruct();
    }

    public void Boolean(short id, bool value) => Field(id, value ? CompactType.True : CompactType.False);

    public void Int8(short id, sbyte value)
    {
        Field(id, CompactType.Int8);
        buffer.Write(unchecked((byte)value));
    }

    public void Int32(short id, int value)
    {
        Field(id, CompactType.Int32);
        Zigzag(value);
    }

    public void Int64(short id, long value)
    {
        Field(id, CompactType.Int64);
        Zigzag(value);
    }

    public void Binary(short id, ReadOnlySpan<byte> value)
    {
        Field(id, CompactType.Binary);
        Bytes(value);
    }

    public void String(short id, string value) => Binary(id, Encoding.UTF8.GetBytes(value));

    public void Structs<T>(short id, IReadOnlyList<T> elements, Action<T> content)
    {
        List(id, CompactType.Struct, elements.Count);
        foreach (var element in elements)
            Element(() => content(element));
    }

    public void Integers(short id, IReadOnlyList<int> elements)
    {
        List(id, CompactType.Int32, elements.Count);
        foreach (int element in elements)
            Zigzag(element);
    }

    public void Strings(short id, IReadOnlyList<string> elements)
    {
        List(id, CompactType.Binary, elements.Count);
        foreach (string element in elements)
            Bytes(Encoding.UTF8.GetBytes(element));
    }

    private void List(short id, CompactType element, int count)
    {
        Field(id, CompactType.List);
        buffer.Write((byte)(Math.Min(count, 15) << 4 | (int)element));
        if (count >= 15)
            buffer.WriteVarint((ulong)count);
    }

    private void Bytes(ReadOnlySpan<byte> value)
    {
        buffer.WriteVarint((ulong)value.Length);
        buffer.Write(value);
    }

    private void Field(short id, CompactType type)
    {
        int delta = id - _last;
        if (delta is < 1 or > 15)
            throw new ArgumentException($"Field {id} does not follow field {_last}.", nameof(id));
        buffer.Write((byte)(delta << 4 | (int)type));
        _last = id;
    }

    private void Zigzag(long value) => buffer.WriteVarint((ulong)(value << 1 ^ value >> 63));
}
