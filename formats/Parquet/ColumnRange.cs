using System.Text;

namespace RecPipeline.Formats.Parquet;

/// <summary>Values of a column that a reader is after, for leaving out row groups that have none of them.</summary>
/// <example><c>reader.Read(ranges: [ColumnRange.Between("user_index", 1000, 1999)])</c></example>
public sealed class ColumnRange
{
    private ColumnRange(string column, object min, object max) => (Column, Min, Max) = (column, min, max);

    /// <summary>A column at the top of the schema.</summary>
    public string Column { get; }

    internal object Min { get; }

    internal object Max { get; }

    /// <summary>Values from <paramref name="min"/> to <paramref name="max"/>, both included; the column must be of just this type.</summary>
    public static ColumnRange Between<T>(string column, T min, T max)
        where T : struct, IComparable<T> => new(column, min, max);

    /// <summary>Strings in the order of their UTF-8 bytes, both ends included.</summary>
    public static ColumnRange Between(string column, string min, string max)
    {
        ArgumentNullException.ThrowIfNull(min);
        ArgumentNullException.ThrowIfNull(max);
        return new(column, Encoding.UTF8.GetBytes(min), Encoding.UTF8.GetBytes(max));
    }
}
