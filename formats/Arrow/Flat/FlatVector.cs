namespace RecPipeline.Formats.Arrow.Flat;

/// <summary>A vector of a flatbuffer: offsets of tables, or structs that lie in it one after the other.</summary>
internal readonly ref struct FlatVector
{
    private readonly FlatBuffer _buffer;
    private readonly long _start;
    private readonly int _elementBytes;

    private FlatVector(FlatBuffer buffer, long start, int count, int elementBytes)
    {
        _buffer = buffer;
        (_start, Count, _elementBytes) = (start, count, elementBytes);
    }

    public int Count { get; }

    /// <summary>The vector at <paramref name="position"/>; all of it lies in the buffer.</summary>
    public static FlatVector At(FlatBuffer buffer, long position, int elementBytes)
    {
        uint count = buffer.Read<uint>(position);
        _ = buffer.Bytes(position + 4, count * (long)elementBytes);
        return new FlatVector(buffer, position + 4, (int)count, elementBytes);
    }

    public FlatTable Table(int index) => FlatTable.At(_buffer, _buffer.Follow(PositionOf(index)));

    /// <summary>The number at byte <paramref name="offset"/> of a struct.</summary>
    public long Int64(int index, int offset) => _buffer.Read<long>(PositionOf(index) + offset);

    private long PositionOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        return _start + ((long)index * _elementBytes);
    }
}
