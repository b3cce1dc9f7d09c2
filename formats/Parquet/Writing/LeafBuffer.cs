using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>What is to be written of one leaf in the current row group: values that are there, and levels for every entry.</summary>
internal abstract class LeafBuffer
{
    public ByteBuffer Definitions { get; } = new();

    public ByteBuffer Repetitions { get; } = new();

    public abstract int ValueCount { get; }

    /// <summary>Bytes of all values in PLAIN encoding.</summary>
    public abstract long PlainBytes { get; }

    /// <summary>Appends the values at some rows of a column, all of which are there.</summary>
    public abstract void Append(Column column, ReadOnlySpan<int> rows);

    /// <summary>Appends <paramref name="count"/> neighbouring values, all of which are there.</summary>
    public abstract void Append(Column column, int start, int count);

    /// <summary>Writes values <paramref name="from"/> to <paramref name="to"/> in PLAIN encoding.</summary>
    public abstract void WritePlain(int from, int to, ByteBuffer buffer);

    /// <summary>Fills the dictionary with the values; false when there are too many different ones for it to pay.</summary>
    public abstract bool TryBuild(LeafDictionary dictionary);

    /// <summary>Least and greatest value in PLAIN encoding, or nulls when there is none to name.</summary>
    public abstract (byte[]? Min, byte[]? Max) Bounds();

    public virtual void Clear()
    {
        Definitions.Clear();
        Repetitions.Clear();
    }

    public Statistics Statistics(int entryCount)
    {
        var (min, max) = Bounds();
        return new Statistics(min, max, entryCount - ValueCount);
    }
}
