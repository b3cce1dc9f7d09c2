using RecPipeline.Formats.Columns;
using RecPipeline.Models;

namespace RecPipeline.Jobs.Tables;

/// <summary>Short ways to make columns out of arrays.</summary>
internal static class Columns
{
    public static Column<int> Int32(int[] values) => new(DataType.Int32, values);

    public static Column<long> Int64(long[] values) => new(DataType.Int64, values);

    public static Column<float> Float32(float[] values) => new(DataType.Float32, values);

    public static Column<double> Float64(double[] values) => new(DataType.Float64, values);

    /// <summary>Doubles in which NaN stands for null.</summary>
    public static Column<double> NullableFloat64(double[] values) =>
        new(DataType.Float64, values.Select(value => double.IsNaN(value) ? 0 : value).ToArray(),
            Bitmap.Of(values.Length, i => !double.IsNaN(values[i])));

    public static Column<int> NullableInt32(int?[] values) =>
        new(DataType.Int32, values.Select(value => value ?? 0).ToArray(), Bitmap.Of(values.Length, i => values[i] is not null));

    /// <summary>0, 1, 2, … as dense ids.</summary>
    public static Column<int> Indexes(int count) => Int32([.. Enumerable.Range(0, count)]);

    /// <summary>Raw ids: int64 or string, as they are.</summary>
    public static Column Ids(RawIds ids) => ids.AreTexts ? new StringColumn(ids.Texts.Offsets, ids.Texts.Bytes) : Int64(ids.Numbers);

    /// <summary>The raw ids of some rows, by dense index.</summary>
    public static Column IdsOf(RawIds ids, int[] indices) => Ids(ids.Pick(indices));

    public static DataType IdType(RawIds ids) => ids.AreTexts ? DataType.Utf8 : DataType.Int64;

    /// <summary>A column of lists that all have <paramref name="length"/> elements, such as factors.</summary>
    public static ListColumn FixedLists(int rows, int length, float[] elements) =>
        Lists([.. Enumerable.Range(0, rows + 1).Select(row => row * length)], Float32(elements));

    public static ListColumn Lists(int[] offsets, Column elements) => new(DataType.List(elements.Type), offsets, elements);
}
