using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Encodings;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Values of fixed width.</summary>
/// <param name="capacity">How many are expected: what is declared, within what the file's size makes likely.</param>
/// <param name="name">The physical type, for messages.</param>
/// <param name="finish">Makes a column of values and validity.</param>
internal sealed class FixedValues<T>(int capacity, string name, Func<Memory<T>, byte[], Column> finish) : LeafValues
    where T : unmanaged
{
    private const string Doing = "reading values";

    private T[] _values = GC.AllocateUninitializedArray<T>(capacity);
    private T[]? _dictionary;
    private int _count;

    public override int Count => _count;

    public override void ReadDictionary(PageBytes page, int count)
    {
        const string Doing = "reading the dictionary";
        var bytes = page.Take((long)count * Unsafe.SizeOf<T>(), Doing);
        page.ExpectEnd(Doing);
        _dictionary = MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }

    public override void ReadPage(PageBytes page, PageEncoding encoding, int count)
    {
        switch (encoding)
        {
            case PageEncoding.Plain when typeof(T) == typeof(bool):
                var bits = page.Take(Bitmap.ByteCount(count), Doing);
                Booleans.Unpack(bits, MemoryMarshal.Cast<T, bool>(Append(count)));
                break;
            case PageEncoding.Rle when typeof(T) == typeof(bool):
                var runs = Booleans.OpenRle(ref page, count);
                runs.Read(MemoryMarshal.AsBytes(Append(count)));
                break;
            case PageEncoding.Plain:
                page.ExpectLength((long)count * Unsafe.SizeOf<T>(), Doing);
                page.TakeValues(Append(count), Doing);
                break;
            case PageEncoding.PlainDictionary or PageEncoding.RleDictionary when typeof(T) != typeof(bool):
                var indices = DictionaryIndices.Open(ref page, count);
                indices.Look(_dictionary ?? throw DictionaryIndices.NoDictionary(page.Place), Append(count));
                break;
            case PageEncoding.DeltaBinaryPacked when typeof(T) == typeof(int) || typeof(T) == typeof(long):
                ReadDelta(ref page, count);
                break;
            case PageEncoding.ByteStreamSplit when typeof(T) != typeof(bool) && typeof(T) != typeof(Int96):
                page.ExpectLength((long)count * Unsafe.SizeOf<T>(), Doing);
                ByteStreamSplit.Read(page.Take((long)count * Unsafe.SizeOf<T>(), Doing), MemoryMarshal.AsBytes(Append(count)), Unsafe.SizeOf<T>());
                break;
            default:
                throw ParquetThrow.UnsupportedEncoding(page.Place, encoding, name);
        }
        page.ExpectEnd(Doing);
    }

    public override void Spread(ReadOnlySpan<byte> definitions, int count, int slots, int slotLevel, int max)
    {
        int read = _count - 1;
        Append(slots - count);
        int write = _count - 1;
        for (int i = definitions.Length - 1; i >= 0; i--)
        {
            if (definitions[i] >= slotLevel)
                _values[write--] = definitions[i] == max ? _values[read--] : default;
        }
    }

    public override Column ToColumn(byte[] validity) => finish(_values.AsMemory(0, _count), validity);

    private void ReadDelta(ref PageBytes page, int count)
    {
        var deltas = new DeltaReader(page, count);
        if (typeof(T) == typeof(int))
            deltas.Read(MemoryMarshal.Cast<T, int>(Append(count)));
        else
            deltas.Read(MemoryMarshal.Cast<T, long>(Append(count)));
        page = deltas.Rest;
    }

    private Span<T> Append(int count)
    {
        long needed = (long)_count + count;
        if (needed > _values.Length)
            Array.Resize(ref _values, (int)Math.Min(Math.Max(needed, 2L * _values.Length), Array.MaxLength));
        _count += count;
        return _values.AsSpan(_count - count, count);
    }
}
