namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Numbers different 64-bit keys in order of appearance: a hash table with linear probing, no allocation per key.</summary>
/// <remarks>It is cleared and used again for every row group: touching new memory costs more than the look-ups.</remarks>
internal sealed class KeyTable
{
    private Slot[] _slots = new Slot[1 << 10];
    private ulong _lastKey;
    private int _lastIndex = -1;

    public int Count { get; private set; }

    public void Clear()
    {
        Array.Clear(_slots);
        (Count, _lastIndex) = (0, -1);
    }

    public int IndexOf(ulong key, out bool isNew)
    {
        isNew = false;
        // Sorted columns ask for one key many times in a row.
        if (key == _lastKey && _lastIndex >= 0)
            return _lastIndex;
        ref var slot = ref Find(key);
        isNew = slot.Number == 0;
        if (isNew)
            slot = new Slot(key, ++Count);
        (_lastKey, _lastIndex) = (key, slot.Number - 1);
        if (2 * Count > _slots.Length)
            Grow();
        return _lastIndex;
    }

    private ref Slot Find(ulong key)
    {
        var slots = _slots;
        int mask = slots.Length - 1;
        int at = (int)(key * 0x9E3779B97F4A7C15UL >> 40) & mask;
        while (slots[at].Number != 0 && slots[at].Key != key)
            at = at + 1 & mask;
        return ref slots[at];
    }

    private void Grow()
    {
        var slots = _slots;
        _slots = new Slot[2 * slots.Length];
        foreach (var slot in slots)
        {
            if (slot.Number != 0)
                Find(slot.Key) = slot;
        }
    }

    /// <param name="Key">The key.</param>
    /// <param name="Number">1 + its index; 0 where the slot is free.</param>
    private readonly record struct Slot(ulong Key, int Number);
}
