using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>Rows and files on their way between .NET and Spark.</summary>
[Trait("Tier", "All")]
public abstract class DataLiveTests(LiveSpark spark)
{
    private SparkSession Session => spark.Session;

    [LiveFact]
    public void CreateDataFrame_OfEveryType_ComesBackAsGiven()
    {
        var schema = FieldList.Of(
            new("i", DataType.Int32), new("l", DataType.Int64, true), new("f", DataType.Float32), new("d", DataType.Float64, true),
            new("s", DataType.Utf8, true), new("b", DataType.Boolean), new("day", DataType.Date32),
            new("t", DataType.TimestampMicros), new("list", DataType.List(DataType.Int32)));
        var batch = new RecordBatch(
            schema, new Column<int>(DataType.Int32, new[] { 1, -2, 3 }), new Column<long>(DataType.Int64, new[] { long.MaxValue, 0, 7 }, Bitmap.Of(3, i => i != 1)),
            new Column<float>(DataType.Float32, new[] { 1.5f, float.NaN, -0f }), new Column<double>(DataType.Float64, new[] { 0.0, 1e-300, 3 }, Bitmap.Of(3, i => i > 0)),
            StringColumns.Of(["é", null, ""]), new Column<bool>(DataType.Boolean, new[] { true, false, true }),
            new Column<int>(DataType.Date32, new[] { 0, 19000, -1 }), new Column<long>(DataType.TimestampMicros, new[] { 0, 1_700_000_000_000_001, -1 }),
            new ListColumn(DataType.List(DataType.Int32), new[] { 0, 2, 2, 3 }, new Column<int>(DataType.Int32, new[] { 1, 2, 3 })));
        var table = Session.CreateDataFrame(batch);
        Assert.Equal(Arrow.ArrowTypes.ToSchema(schema), table.Schema());
        Assert.Equal(RowReader.Rows(batch).Select(row => row.ToString()), table.Collect().Select(row => row.ToString()));
        Assert.Equal([1, -2, 3], table.CollectBatch().Values<int>("i").ToArray());
        Assert.Equal(0, Session.CreateDataFrame(RecordBatch.Empty(schema)).Count());
    }

    [LiveFact]
    public void JobGroup_Totals_CountTheShuffleOfItsJobsAndNothingElse()
    {
        Session.Range(1000).Count();
        using var group = Session.JobGroup("totals");
        Assert.Equal(10, Session.Range(0, 10_000, 1, 3).SelectExpr("id % 10 AS k").GroupBy("k").Count().Collect().Count);
        var totals = group.Totals();
        Assert.True(totals is { Jobs: > 0, Tasks: >= 4, FailedTasks: 0, ShuffleReadBytes: > 0, MemorySpilledBytes: 0 }, totals.ToString());
        Assert.Equal(totals.ShuffleReadBytes, totals.ShuffleWriteBytes);
        Assert.True(totals.JobSeconds > 0 && totals.TaskSeconds > 0, totals.ToString());
        Assert.Null(Session.SparkContext.EventLog);
    }

    [LiveFact]
    public void Collect_FiveMillionRows_InOrder()
    {
        var batch = Session.Range(0, 5_000_000, 1, 4).SelectExpr("id", "cast(id * 2 as int) i", "if(id % 10 = 0, null, cast(id as float)) f").CollectBatch();
        Assert.Equal(5_000_000, batch.RowCount);
        var ids = batch.Values<long>("id");
        var doubles = batch.Values<int>("i");
        for (int row = 0; row < batch.RowCount; row++)
        {
            if (ids[row] != row || doubles[row] != 2 * row || batch["f"].IsNull(row) != (row % 10 == 0))
                Assert.Fail($"row {row} is {ids[row]}, {doubles[row]}");
        }
    }

    [LiveFact]
    public void Collect_TypesThatDoNotTravel_AreRefusedWithTheColumn()
    {
        string Message(string expression) => Assert.Throws<NotSupportedException>(() => Session.Sql($"select 1 a, {expression} x").Collect()).Message;
        Assert.Contains("Column 'x' is map<string,int>", Message("map('a', 1)"));
        Assert.Contains("map_entries", Message("map('a', 1)"));
        Assert.Contains("timestamp_ntz", Message("timestamp_ntz'2024-01-01 00:00:00'"));
        Assert.Contains("interval", Message("interval 1 day"));
        Assert.Equal(99999999999999999999999999.99m, Session.Sql("select cast('99999999999999999999999999.99' as decimal(38,2)) x").First()[0]);
        Assert.Throws<OverflowException>(() => Session.Sql("select cast('99999999999999999999999999999999999.99' as decimal(38,2)) x").First());
    }

    [LiveFact]
    public void FileSystem_FilesFoldersAndAtomicReplace()
    {
        var files = Session.SparkContext.FileSystem;
        string root = "file://" + spark.File("hadoop");
        string file = root + "/a é/f.txt";
        byte[] content = new byte[2_500_000];
        new Random(3).NextBytes(content);
        Assert.False(files.Exists(file));
        files.WriteAllBytes(file, content);
        Assert.Equal(content, files.ReadAllBytes(file));
        using (var stream = files.Open(file))
        {
            stream.Position = 2_000_000;
            Assert.Equal(content[2_000_000], stream.ReadByte());
            stream.Position = 5;
            Assert.Equal(content[5], stream.ReadByte());
            Assert.Equal(content.Length, stream.Length);
        }
        Assert.Equal("java.nio.file.FileAlreadyExistsException".Split('.')[^1], Assert.Throws<SparkGatewayException>(() => files.WriteAllBytes(file, content)).JavaClass!.Split('.')[^1]);
        files.Replace(file, [1, 2, 3]);
        Assert.Equal([1, 2, 3], files.ReadAllBytes(file));
        var listed = Assert.Single(files.List(root + "/a é"));
        Assert.Equal(("f.txt", false, 3L), (listed.Name, listed.IsFolder, listed.Length));
        files.MakeFolder(root + "/b");
        Assert.Equal(["a é", "b"], files.List(root).Select(status => status.Name));
        files.CopyToLocal(file, spark.File("copy.txt"));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(spark.File("copy.txt")));
        files.CopyFromLocal(spark.File("copy.txt"), root + "/b/c", overwrite: true);
        Assert.True(files.Delete(root));
        Assert.False(files.Delete(root));
        Assert.Equal("java.io.FileNotFoundException", Assert.Throws<SparkGatewayException>(() => files.List(root)).JavaClass);
    }
}

[Collection(Spark35Collection.Name)]
public sealed class DataLive35Tests(Spark35 spark) : DataLiveTests(spark);

[Collection(Spark43Collection.Name)]
public sealed class DataLive43Tests(Spark43 spark) : DataLiveTests(spark);
