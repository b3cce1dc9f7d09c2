using System.Numerics;

namespace RecPipeline.Formats.Parquet.Encodings;

/// <summary>Reads the RLE/bit-packing hybrid: levels, dictionary indices and booleans.</summary>
/// <remarks>
/// A run's header is a varint: even for one value repeated header/2 times, odd for header/2 groups of 8 packed values.
/// Source: the Parquet specification, "Run Length Encoding / Bit-Packing Hybrid".
/// </remarks>
/// <typeparam name="T">byte for levels, int for indices.</typeparam>
internal ref struct RleReader<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private const string Doing = "reading runs";

    private readonly int _width;
    private PageBytes _bytes;
    private ReadOnlySpan<byte> _packed;
    private long _packedRead;
    private T _repeated;
    private long _left;
    private bool _isPacked;

    public RleReader(PageBytes bytes, int width)
    {
        if (width > 32)
            throw ParquetThrow.Damaged(bytes.Place, Doing, $"values of {width} bits", "at most 32");
        _bytes = bytes;
        _width = width;
    }

    public readonly Place Place => _bytes.Place;

    /// <summary>What lies after the runs that were begun.</summary>
    public readonly PageBytes Rest => _bytes;

    /// <summary>Checks that the runs hold so many values, by their headers alone: nothing is allocated for values that are only declared.</summary>
    public static void ExpectValues(PageBytes bytes, int width, long count)
    {
        var reader = new RleReader<T>(bytes, width);
        while (count > 0 && width > 0)
        {
            reader.NextRun();
            count -= reader._left;
        }
    }

    /// <summary>Reads the next values. A last run may hold more than were asked for.</summary>
    public void Read(scoped Span<T> values)
    {
        while (!values.IsEmpty)
        {
            if (_left == 0)
                NextRun();
            int count = (int)Math.Min(_left, values.Length);
            if (_isPacked)
                BitPacking.Unpack(_packed, _width, _packedRead, values[..count]);
            else
                values[..count].Fill(_repeated);
            _packedRead += count;
            _left -= count;
            values = values[count..];
        }
    }

    /// <summary>When the current run repeats one value, its rest up to <paramref name="limit"/> is passed over and returned with the value.</summary>
    public bool TryRepeat(int limit, out T value, out int count)
    {
        if (_left == 0)
            NextRun();
        value = _repeated;
        count = _isPacked ? 0 : (int)Math.Min(_left, limit);
        _left -= count;
        return count > 0;
    }

    private void NextRun()
    {
        // Of width 0 every value is 0, and writers differ in whether they spell that out.
        (_isPacked, _repeated, _left) = (false, T.Zero, int.MaxValue);
        if (_width == 0)
            return;
        ulong header = _bytes.TakeVarint(Doing);
        if (header >> 1 is 0 or > int.MaxValue)
            throw ParquetThrow.Damaged(_bytes.Place, Doing, $"a run of length {header >> 1:N0}", "1 to 2,147,483,647");
        _isPacked = (header & 1) == 1;
        _left = (long)(header >> 1);
        if (_isPacked)
            StartPacked();
        else
            _repeated = ReadRepeated();
    }

    // The last run of a page may be cut after the values that count.
    private void StartPacked()
    {
        long bytes = Math.Min(_left * _width, _bytes.Rest.Length);
        _packed = _bytes.Take(bytes, Doing);
        _packedRead = 0;
        _left = Math.Min(_left * 8, bytes * 8 / _width);
        if (_left == 0)
            throw ParquetThrow.EndOfData(_bytes.Place, Doing, 1, 0);
    }

    private T ReadRepeated()
    {
        uint value = 0;
        var bytes = _bytes.Take((_width + 7) / 8, Doing);
        for (int i = bytes.Length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        return _width == 32 || value >> _width == 0
            ? T.CreateTruncating(value)
            : throw ParquetThrow.Damaged(_bytes.Place, Doing, $"value {value:N0}", $"a value of {_width} bits");
    }
}
