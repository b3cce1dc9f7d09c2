namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>An array that grows by blocks, so that growing never copies what is there.</summary>
internal sealed class GrowingArray<T>
    where T : unmanaged
{
    private const int BlockLength = 1 << 16;
    private readonly List<T[]> _blocks = [];
    private int _inLast = BlockLength;

    public int Count => ((_blocks.Count - 1) * BlockLength) + _inLast;

    public void Add(T value)
    {
        if (_inLast == BlockLength)
        {
            _blocks.Add(new T[BlockLength]);
            _inLast = 0;
        }
        _blocks[^1][_inLast++] = value;
    }

    public T[] ToArray()
    {
        var all = new T[Count];
        for (int block = 0; block < _blocks.Count; block++)
            _blocks[block].AsSpan(0, Math.Min(BlockLength, all.Length - (block * BlockLength))).CopyTo(all.AsSpan(block * BlockLength));
        return all;
    }
}
