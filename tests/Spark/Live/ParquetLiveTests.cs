using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Spark.Arrow;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>Parquet in both directions: Spark reads what we write, and we read what Spark writes.</summary>
[Trait("Tier", "All")]
public abstract class ParquetLiveTests(LiveSpark spark)
{
    private static readonly StructType Reason = DataType.Struct(new Field("item_index", DataType.Int32), new Field("share", DataType.Float32));

    // Every type that one of our tables has, and nulls where it has them.
    private static readonly FieldList Schema = FieldList.Of(
        new("user_index", DataType.Int32), new("timestamp", DataType.Int64), new("rating", DataType.Float32), new("value", DataType.Float64), new("low", DataType.Float64, true),
        new("title", DataType.Utf8, true), new("year", DataType.Int32, true), new("flag", DataType.Boolean), new("items", DataType.List(DataType.Int32)),
        new("features", DataType.List(DataType.Float32)), new("genres", DataType.List(DataType.Utf8)), new("reasons", DataType.List(Reason)));

    [LiveFact]
    public void Spark_ReadsWhatWeWrite()
    {
        var batch = Batch(1000);
        string file = spark.File("ours.parquet");
        using (var stream = File.Create(file))
        {
            using var writer = new ParquetWriter(stream, Schema);
            writer.Write(batch);
            writer.Close();
        }
        var read = spark.Session.Read().Parquet("file://" + file);
        Assert.Equal(ArrowTypes.ToSchema(Schema).Fields.Select(field => (field.Name, field.DataType.SimpleString)), read.Schema().Fields.Select(field => (field.Name, field.DataType.SimpleString)));
        Assert.Equal(Texts(batch), read.Coalesce(1).Collect().Select(row => row.ToString()));
        Assert.Equal(250, read.Filter("user_index >= 750").Count());
        Assert.Equal(334, read.Filter("title is null").Count());
    }

    [LiveFact]
    public void We_ReadWhatSparkWrites()
    {
        var batch = Batch(1000);
        string folder = spark.File("sparks.parquet");
        foreach (string codec in new[] { "snappy", "none", "gzip", "lz4_raw" })
        {
            spark.Session.CreateDataFrame(batch).Coalesce(1).Write().Mode(SaveMode.Overwrite).Option("compression", codec).Parquet("file://" + folder);
            string file = Assert.Single(Directory.GetFiles(folder, "*.parquet"));
            using var stream = File.OpenRead(file);
            using var reader = new ParquetReader(stream, file);
            Assert.Equal(Texts(batch), reader.Read().SelectMany(Texts));
        }
    }

    private static RecordBatch Batch(int rows)
    {
        int[] index = [.. Enumerable.Range(0, rows)];
        // Row i has i % 4 list elements.
        int[] offsets = [0, .. index.Select(i => (i / 4 * 6) + ((i % 4 + 1) * (i % 4) / 2))];
        int elements = offsets[^1];
        int[] numbers = [.. Enumerable.Range(0, elements)];
        var shares = new Column<float>(DataType.Float32, numbers.Select(i => i * 0.25f).ToArray());
        var ints = new Column<int>(DataType.Int32, numbers);
        return new RecordBatch(
            Schema, new Column<int>(DataType.Int32, index), new Column<long>(DataType.Int64, index.Select(i => 1_000_000_007L * i).ToArray()),
            new Column<float>(DataType.Float32, index.Select(i => i % 10 / 2f).ToArray()), new Column<double>(DataType.Float64, index.Select(i => i / 7.0).ToArray()),
            new Column<double>(DataType.Float64, index.Select(i => i % 5 == 0 ? 0 : i / 3.0).ToArray(), Bitmap.Of(rows, i => i % 5 != 0)),
            StringColumns.Of([.. index.Select(i => i % 3 == 0 ? null : $"título {i} 世")]), new Column<int>(DataType.Int32, index.Select(i => i % 2 == 0 ? 0 : 1900 + (i % 100)).ToArray(), Bitmap.Of(rows, i => i % 2 != 0)),
            new Column<bool>(DataType.Boolean, index.Select(i => i % 3 == 1).ToArray()), new ListColumn(DataType.List(DataType.Int32), offsets, ints),
            new ListColumn(DataType.List(DataType.Float32), offsets, shares), new ListColumn(DataType.List(DataType.Utf8), offsets, StringColumns.Of([.. numbers.Select(i => "g" + (i % 19))])),
            new ListColumn(DataType.List(Reason), offsets, new StructColumn(Reason, elements, [ints, shares])));
    }

    private static IEnumerable<string> Texts(RecordBatch batch) => RowReader.Rows(batch).Select(row => row.ToString());
}

[Collection(Spark35Collection.Name)]
public sealed class ParquetLive35Tests(Spark35 spark) : ParquetLiveTests(spark);

[Collection(Spark43Collection.Name)]
public sealed class ParquetLive43Tests(Spark43 spark) : ParquetLiveTests(spark);
