using System.IO.Hashing;
using System.Numerics;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Models.Cleaning;

/// <summary>
/// Numbers texts in UTF-8 from 0 in the order in which they first come, without an object per text. One thread at a time adds; many may
/// find.
/// </summary>
/// <remarks>
/// Example: adding <c>b</c>, <c>a</c>, <c>b</c> gives 0, 1, 0; <see cref="Ascending"/> is then 1, 0, since <c>a</c> stands before <c>b</c>.
/// Open addressing over at most half-full slots. Texts are compared as unsigned bytes, which for UTF-8 is the order of code points.
/// </remarks>
public sealed class TextIds
{
    private readonly List<int> _offsets = [0];
    private byte[] _bytes = new byte[1 << 12];
    private int[] _slots = new int[1 << 8]; // number + 1; 0 is empty

    public int Count => _offsets.Count - 1;

    public ReadOnlySpan<byte> this[int number] => _bytes.AsSpan(_offsets[number].._offsets[number + 1]);

    /// <summary>The text's number, a new one when it comes for the first time.</summary>
    /// <exception cref="OverflowException">All texts together pass 2³¹ bytes.</exception>
    public int Add(ReadOnlySpan<byte> text)
    {
        int slot = Slot(text);
        if (_slots[slot] != 0)
            return _slots[slot] - 1;
        Append(text);
        _slots[slot] = Count;
        if (2 * Count > _slots.Length)
            Double();
        return Count - 1;
    }

    /// <summary>The text's number, or −1.</summary>
    public int Find(ReadOnlySpan<byte> text) => _slots[Slot(text)] - 1;

    /// <summary>All numbers in the order of their texts.</summary>
    public int[] Ascending()
    {
        int[] numbers = [.. Enumerable.Range(0, Count)];
        Array.Sort(numbers, (a, b) => this[a].SequenceCompareTo(this[b]));
        return numbers;
    }

    /// <summary>The texts of some numbers, in the order given.</summary>
    public Utf8Ids Pick(ReadOnlySpan<int> numbers) => new Utf8Ids(_offsets.ToArray(), _bytes).Pick(numbers);

    private void Append(ReadOnlySpan<byte> text)
    {
        int end = checked(_offsets[^1] + text.Length);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, end)));
        text.CopyTo(_bytes.AsSpan(_offsets[^1]));
        _offsets.Add(end);
    }

    // The slot that holds the text, or the empty one where it would go.
    private int Slot(ReadOnlySpan<byte> text)
    {
        int mask = _slots.Length - 1;
        int slot = (int)XxHash3.HashToUInt64(text) & mask;
        while (_slots[slot] != 0 && !this[_slots[slot] - 1].SequenceEqual(text))
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Double()
    {
        _slots = new int[2 * _slots.Length];
        for (int number = 0; number < Count; number++)
            _slots[Slot(this[number])] = number + 1;
    }
}
