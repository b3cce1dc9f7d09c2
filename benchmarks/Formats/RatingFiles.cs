using System.Globalization;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Benchmarks;

/// <summary>A table of ratings: users in order, items by popularity, ten ratings, times of twenty years; and where its files lie.</summary>
internal sealed class RatingFiles
{
    private static readonly FieldList Schema = FieldList.Of(
        new("user_index", DataType.Int32), new("item_index", DataType.Int32), new("rating", DataType.Float32), new("timestamp", DataType.Int64));

    public RatingFiles(int rows, string folder)
    {
        (Parquet, Csv) = (Path.Combine(folder, "ratings.parquet"), Path.Combine(folder, "ratings.csv"));
        var random = new Random(1);
        var (users, items, ratings, times) = (new int[rows], new int[rows], new float[rows], new long[rows]);
        for (int i = 0; i < rows; i++)
            (users[i], items[i], ratings[i], times[i]) = (i / 144, (int)(26_744 * Math.Pow(random.NextDouble(), 3)), random.Next(1, 11) / 2f, 789_652_004L + random.Next(600_000_000));
        Table = new RecordBatch(
            Schema, new Column<int>(DataType.Int32, users), new Column<int>(DataType.Int32, items), new Column<float>(DataType.Float32, ratings), new Column<long>(DataType.Int64, times));
    }

    public RecordBatch Table { get; }

    public string Parquet { get; }

    public string Csv { get; }

    /// <summary>Bytes of the columns in memory.</summary>
    public long ValueBytes => 20L * Table.RowCount;

    public void WriteCsv()
    {
        using var writer = new StreamWriter(Csv);
        writer.Write("userId,movieId,rating,timestamp\n");
        for (int i = 0; i < Table.RowCount; i++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Values<int>(0)[i]},{Values<int>(1)[i]},{Values<float>(2)[i]:0.0},{Values<long>(3)[i]}\n"));
    }

    private ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged => ((Column<T>)Table.Columns[column]).Values;
}
