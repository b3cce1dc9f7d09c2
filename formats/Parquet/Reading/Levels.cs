using System.Buffers.Binary;
using RecPipeline.Formats.Parquet.Encodings;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>The definition or repetition levels of a column chunk, one byte each; none are kept while all are the highest.</summary>
/// <remarks>A flat column without nulls, be it optional or required, so costs no memory and no pass over its levels.</remarks>
internal sealed class Levels(int max)
{
    private byte[] _levels = [];
    private bool _areKept;

    public int Max => max;

    public int Count { get; private set; }

    /// <summary>Every level so far is the highest.</summary>
    public bool AreAllMax => !_areKept;

    /// <summary>The levels, or an empty span when all are the highest.</summary>
    public ReadOnlySpan<byte> Span => _areKept ? _levels.AsSpan(0, Count) : default;

    /// <summary>Reads the levels of a v1 page: an int32 length and runs.</summary>
    public void ReadV1(ref PageBytes page, PageEncoding encoding, int count)
    {
        const string Doing = "reading levels";
        if (max > 0 && encoding != PageEncoding.Rle)
            throw ParquetThrow.UnsupportedEncoding(page.Place, encoding, "level");
        Read(max == 0 ? default : new PageBytes(page.Take(page.TakeInt32(Doing), Doing), page.Place), count);
    }

    /// <summary>Reads <paramref name="count"/> levels.</summary>
    public void Read(PageBytes bytes, int count)
    {
        if (max == 0)
        {
            Count += count;
            return;
        }
        int width = RleWriter.WidthOf(max);
        RleReader<byte>.ExpectValues(bytes, width, count);
        var reader = new RleReader<byte>(bytes, width);
        int highest = _areKept ? 0 : PassHighest(ref reader, count);
        if (highest < count)
            Keep(ref reader, highest, count - highest);
        Count += _areKept ? 0 : count;
    }

    /// <summary>How many levels from <paramref name="start"/> on are of <paramref name="level"/> or higher.</summary>
    public int CountFrom(int start, int level)
    {
        if (!_areKept || level == 0)
            return Count - start;
        int count = 0;
        foreach (byte found in _levels.AsSpan(start..Count))
            count += found >= level ? 1 : 0;
        return count;
    }

    // Runs of the highest level, for as long as there is nothing else.
    private int PassHighest(ref RleReader<byte> reader, int count)
    {
        int passed = 0;
        while (passed < count)
        {
            var ahead = reader;
            if (!ahead.TryRepeat(count - passed, out byte level, out int run) || level != max)
                break;
            reader = ahead;
            passed += run;
        }
        return passed;
    }

    private void Keep(ref RleReader<byte> reader, int highest, int count)
    {
        int start = Count + (_areKept ? 0 : highest);
        Grow(start + count);
        if (!_areKept)
            _levels.AsSpan(0, start).Fill((byte)max);
        _areKept = true;
        var levels = _levels.AsSpan(start, count);
        reader.Read(levels);
        Count = start + count;
        if (levels.IndexOfAnyExceptInRange((byte)0, (byte)max) is var i and >= 0)
            throw ParquetThrow.LevelTooHigh(reader.Place, levels[i], max);
    }

    private void Grow(int count)
    {
        if (count > _levels.Length)
            Array.Resize(ref _levels, Math.Max(count, 2 * _levels.Length));
    }
}
