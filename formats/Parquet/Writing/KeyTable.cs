namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Numbers different 64-bit keys in order of appearance: a hash table with linear probing, no allocation per key.</summary>
internal sealed class KeyTable
{
    private ulong[] _keys = new ulong[1 << 10];

    // 1 + index of the key in the same slot; 0 where the slot is free.
    private int[] _numbers = new int[1 << 10];

    public int Count { get; private set; }

    public int IndexOf(ulong key, out bool isNew)
    {
        int slot = Find(key);
        isNew = _numbers[slot] == 0;
        if (!isNew)
            return _numbers[slot] - 1;
        (_keys[slot], _numbers[slot]) = (key, ++Count);
        if (2 * Count > _keys.Length)
            Grow();
        return Count - 1;
    }

    private int Find(ulong key)
    {
        int mask = _keys.Length - 1;
        int slot = (int)(key * 0x9E3779B97F4A7C15UL >> 40) & mask;
        while (_numbers[slot] != 0 && _keys[slot] != key)
            slot = slot + 1 & mask;
        return slot;
    }

    private void Grow()
    {
        var (keys, numbers) = (_keys, _numbers);
        (_keys, _numbers) = (new ulong[2 * keys.Length], new int[2 * keys.Length]);
        for (int i = 0; i < keys.Length; i++)
        {
            if (numbers[i] != 0)
            {
                int slot = Find(keys[i]);
                (_keys[slot], _numbers[slot]) = (keys[i], numbers[i]);
            }
        }
    }
}
