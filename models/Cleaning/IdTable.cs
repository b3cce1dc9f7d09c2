using System.Numerics;

namespace RecPipeline.Models.Cleaning;

/// <summary>Open addressing from raw ids to integers, without an object per entry.</summary>
/// <remarks>
/// Linear probing over at most half-full arrays; the multiplier is 2⁶⁴ divided by the golden ratio (Knuth, volume 3, section 6.4).
/// </remarks>
internal sealed class IdTable
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private long[] _ids;
    private int[] _values; // value + 1; 0 is an empty slot
    private int _shift;

    public IdTable(int capacity)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, Math.Min(1L << 30, 2L * capacity)));
        (_ids, _values) = (new long[size], new int[size]);
        _shift = 64 - BitOperations.Log2((uint)size);
    }

    public int Count { get; private set; }

    /// <summary>Adds an id that may be there already; returns true when it was not.</summary>
    public bool Add(long id, int value)
    {
        int slot = Slot(id);
        if (_values[slot] != 0)
            return false;
        (_ids[slot], _values[slot]) = (id, value + 1);
        if (2 * ++Count > _ids.Length)
            Double();
        return true;
    }

    /// <summary>The id's value, or −1.</summary>
    public int Find(long id) => _values[Slot(id)] - 1;

    // The slot that holds the id, or the empty one where it would go.
    private int Slot(long id)
    {
        int mask = _ids.Length - 1;
        int slot = (int)(((ulong)id * Golden) >> _shift);
        while (_values[slot] != 0 && _ids[slot] != id)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Double()
    {
        var (ids, values) = (_ids, _values);
        (_ids, _values) = (new long[2 * ids.Length], new int[2 * ids.Length]);
        _shift--;
        for (int i = 0; i < ids.Length; i++)
        {
            if (values[i] == 0)
                continue;
            int slot = Slot(ids[i]);
            (_ids[slot], _values[slot]) = (ids[i], values[i]);
        }
    }
}
