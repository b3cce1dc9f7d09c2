using System.IO.Hashing;
using System.Runtime.InteropServices;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Strings of text or bytes, already in PLAIN encoding: an int32 length and the bytes of each.</summary>
internal sealed class BytesBuffer : LeafBuffer
{
    // Bounds are for skipping row groups; long ones would only swell the footer.
    private const int MaxBoundBytes = 64;

    private readonly ByteBuffer _plain = new();

    // Where each string begins in _plain, and where the last one ends.
    private readonly List<int> _starts = [0];

    // The first string of each entry of the dictionary.
    private readonly List<int> _firsts = [];

    public override int ValueCount => _starts.Count - 1;

    public override long PlainBytes => _plain.Length;

    public override void Append(Column column, ReadOnlySpan<int> rows)
    {
        var strings = (BytesColumn)column;
        foreach (int row in rows)
            Append(strings.Value(row));
    }

    public override void Append(Column column, int start, int count)
    {
        var strings = (BytesColumn)column;
        for (int row = start; row < start + count; row++)
            Append(strings.Value(row));
    }

    public override void WritePlain(int from, int to, ByteBuffer buffer) => buffer.Write(_plain.Written[_starts[from].._starts[to]]);

    public override bool TryBuild(LeafDictionary dictionary)
    {
        dictionary.Clear();
        _firsts.Clear();
        for (int i = 0; i < ValueCount; i++)
        {
            if (!dictionary.TryAdd(XxHash3.HashToUInt64(At(i)), out int index, out bool isNew))
                return false;
            if (isNew)
            {
                _firsts.Add(i);
                WritePlain(i, i + 1, dictionary.Plain);
            }
            // Two different strings of one 64-bit hash: rarer than a defect of the machine, and then the column goes plain.
            else if (!At(_firsts[index]).SequenceEqual(At(i)))
                return false;
        }
        return true;
    }

    public override (byte[]? Min, byte[]? Max) Bounds()
    {
        if (ValueCount == 0)
            return (null, null);
        var (min, max) = (0, 0);
        for (int i = 1; i < ValueCount; i++)
        {
            min = At(i).SequenceCompareTo(At(min)) < 0 ? i : min;
            max = At(i).SequenceCompareTo(At(max)) > 0 ? i : max;
        }
        return (Bound(min), Bound(max));
    }

    public override void Clear()
    {
        base.Clear();
        _plain.Clear();
        CollectionsMarshal.SetCount(_starts, 1);
    }

    private byte[]? Bound(int i) => At(i).Length <= MaxBoundBytes ? At(i).ToArray() : null;

    private ReadOnlySpan<byte> At(int i) => _plain.Written[(_starts[i] + 4).._starts[i + 1]];

    private void Append(ReadOnlySpan<byte> text)
    {
        _plain.WriteInt32(text.Length);
        _plain.Write(text);
        _starts.Add(_plain.Length);
    }
}
