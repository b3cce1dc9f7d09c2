using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Sql;
using RecPipeline.SparkHost;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>C# functions inside real executors.</summary>
[Trait("Tier", "All")]
public abstract class BatchLiveTests(LiveSpark spark)
{
    private static readonly FieldList Id = FieldList.Of(new Field("id", DataType.Int64));

    private const string EveryType = """
        select cast(a as int) i, cast(a as tinyint) ti, if(a = 1, null, cast(a as smallint)) si, if(a = 4, null, a * 10000000000) l, cast(a + 0.5 as float) f,
          cast(a + 0.25 as double) d, if(a = 2, null, concat('s', a)) s, a % 2 = 0 b, unhex('00ff') bin, date_add(date'2024-01-01', cast(a as int)) dt,
          timestamp_micros(1700000000000001 + a) t, cast(a as decimal(10,2)) dec, cast(-a as decimal(38,0)) big,
          if(a = 3, null, array(cast(a as int), null, 7)) ai, if(a = 4, null, array(named_struct('id', cast(a as int), 'score', cast(a / 2 as float)))) st,
          named_struct('x', a, 'y', if(a = 0, null, 'q')) nested, array(array('a', null), array()) deep
        from range(0, 5, 1, 2) r(a)
        """;

    private SparkSession Session => spark.Session;

    [LiveFact]
    public void Identity_EveryType_ReturnsWhatWentIn()
    {
        var source = Session.Sql(EveryType);
        var plain = source.CollectBatch();
        var mapped = source.MapBatches(HostFunctions.Identity, Arrow.ArrowTypes.ToFields(source.Schema())).CollectBatch();
        Assert.Equal(5, mapped.RowCount);
        Assert.Equal(Rows(plain), Rows(mapped));
    }

    [LiveFact]
    public void Argument_ReachesTheFunction_AndACountAboveNeedsNoColumn()
    {
        var mapped = Session.Range(0, 10, 1, 3).MapBatches(HostFunctions.Add, HostFunctions.Number, BitConverter.GetBytes(5L));
        Assert.Equal(Enumerable.Range(5, 10).Select(i => (long)i), mapped.Collect().Select(row => row.GetAs<long>("x")));
        Assert.Equal(10, mapped.Count());
        Assert.Equal(95L, mapped.Agg(Functions.Sum("x")).First().GetAs<long>(0));
    }

    [LiveFact]
    public void Partitions_WithoutRows_RunTooAndMayYield()
    {
        var one = Session.Range(0, 10, 1, 4).Filter("id = 9");
        Assert.Equal([0, 0, 0, 1], one.MapBatches(HostFunctions.Count, HostFunctions.Counts).Collect().Select(row => row.GetAs<long>("rows")));
        Assert.Equal(9L, one.MapBatches(HostFunctions.Identity, Id).Collect().Single()[0]);
        Assert.Empty(one.MapBatches(HostFunctions.Nothing, Id).Collect());
    }

    [LiveFact]
    public void Observe_RowsOfAFunctionOrOfAPlan_CountsEveryPartitionOnceAndChangesNothing()
    {
        var plan = Session.Range(0, 1000, 1, 4);
        var made = plan.MapBatches(HostFunctions.Add, HostFunctions.Number, BitConverter.GetBytes(5L));
        foreach (var (rows, sum) in new[] { (plan, 499_500L), (made, 504_500L), (made.Filter("x >= 0"), 504_500L) })
        {
            using var notes = Session.TaskNotes();
            var observed = rows.Observe(HostFunctions.NoteRows, notes);
            Assert.Equal(sum, observed.Collect().Sum(row => row.GetAs<long>(0)));
            Assert.Equal(1000, notes.Read().Sum(note => BitConverter.ToInt64(note)));
            Assert.Equal(rows.Columns(), observed.Columns());
        }
    }

    [LiveFact]
    public void Observe_ATaskThatFailsOnce_CountsItsSecondAttemptAlone()
    {
        using var notes = Session.TaskNotes();
        var rows = Session.Range(0, 1000, 1, 2).MapBatches(HostFunctions.FailOnce, Id);
        Assert.Equal(1000, rows.Observe(HostFunctions.NoteRows, notes).Collect().Count);
        Assert.Equal(1000, notes.Read().Sum(note => BitConverter.ToInt64(note)));
    }

    [LiveFact]
    public void Batches_OfAMillionRows()
    {
        Session.Conf().Set("spark.sql.execution.arrow.maxRecordsPerBatch", 1_000_000);
        try
        {
            var rows = Session.Range(0, 2_000_000, 1, 2);
            Assert.All(rows.MapBatches(HostFunctions.Count, HostFunctions.Counts).Collect(), row => Assert.Equal((1, 1_000_000L), (row.GetAs<int>("batches"), row.GetAs<long>("rows"))));
            Assert.Equal(1_999_999L * 1_000_000, rows.MapBatches(HostFunctions.Identity, Id).Agg(Functions.Sum("id")).First()[0]);
        }
        finally
        {
            Session.Conf().Set("spark.sql.execution.arrow.maxRecordsPerBatch", 10_000);
        }
    }

    [LiveFact]
    public void Consumer_ThatStopsEarly_IsNoError()
    {
        Assert.Single(Session.Range(0, 400_000, 1, 2).MapBatches(HostFunctions.Identity, Id).Limit(1).Collect());
        Assert.Equal(2, Session.Range(0, 400_000, 1, 2).MapBatches(HostFunctions.First, Id).Collect().Count);
        Assert.Equal(2, Session.Range(0, 8_000_000, 1, 2).MapBatches(HostFunctions.First, Id).Collect().Count);
        Assert.Equal(4, Session.Range(0, 4, 1, 2).MapBatches(HostFunctions.Identity, Id).Count());
    }

    [LiveFact]
    public void Workers_AreReused_AndTheirMemoryStaysFlat()
    {
        Row[] Round() => [.. Session.Range(0, 100, 1, 100).MapBatches(HostFunctions.WhoAmI, HostFunctions.Who).Collect()];
        Round();
        var early = Round();
        for (int i = 0; i < 3; i++)
            Round();
        var late = Round();
        Assert.Single(early.Concat(late).Select(row => row.GetAs<int>("process")).Distinct());
        // 500 tasks in between; the collector's own swings stay well under this.
        Assert.InRange(late.Max(row => row.GetAs<long>("bytes")), 0, early.Max(row => row.GetAs<long>("bytes")) + (64 << 20));
    }

    [LiveFact]
    public void Broadcast_OfAHundredMegabytes_IsAddedUsedAndDropped()
    {
        var bytes = new byte[100 << 20];
        bytes.AsSpan(0, 1000).Fill(1);
        string[] others = Broadcasts();
        string file;
        using (var broadcast = Session.Broadcast(bytes))
        {
            var mapped = Session.Range(0, 4, 1, 2).MapBatches(HostFunctions.AddBroadcast, HostFunctions.Number, default, broadcast);
            Assert.Equal([1000L, 1001, 1002, 1003], mapped.Collect().Select(row => row.GetAs<long>(0)));
            Assert.Equal(4006L, mapped.Agg(Functions.Sum("x")).First()[0]);
            file = Assert.Single(Broadcasts().Except(others));
        }
        Assert.False(File.Exists(file));
        Assert.Equal(4, Session.Range(0, 4, 1, 2).MapBatches(HostFunctions.Identity, Id).Count());
    }

    [LiveFact]
    public void Groups_AcrossBatches_AreWholeAndSorted()
    {
        Session.Conf().Set("spark.sql.execution.arrow.maxRecordsPerBatch", 7);
        try
        {
            var rows = Session.Sql("select cast(if(id % 5 = 4, null, id % 5) as int) k, 1000 - id v from range(0, 100, 1, 3) where id % 5 <> 4");
            var groups = rows.MapGroups(["k"], [Functions.Col("v")], HostFunctions.SumGroup, HostFunctions.GroupSum).OrderBy("k").Collect();
            Assert.Equal([0, 1, 2, 3], groups.Select(row => row.GetAs<int>("k")));
            Assert.All(groups, row => Assert.Equal((20, 905L - row.GetAs<int>("k")), (row.GetAs<int>("rows"), row.GetAs<long>("first"))));
            Assert.Equal(rows.Agg(Functions.Sum("v")).First()[0], groups.Sum(row => row.GetAs<long>("sum")));
        }
        finally
        {
            Session.Conf().Set("spark.sql.execution.arrow.maxRecordsPerBatch", 10_000);
        }
    }

    [LiveFact]
    public void CoGroups_OfTwoTables_HaveEmptySidesWhereAKeyIsMissing()
    {
        var left = Session.Sql("select cast(id % 3 as int) k, id a from range(0, 10, 1, 2)");
        var right = Session.Sql("select cast(id % 4 as int) k, cast(id as double) z from range(0, 6, 1, 2)");
        var rows = left.MapCoGroups(right, ["k"], HostFunctions.CountSides, HostFunctions.TwoCounts).Collect();
        // k = 0: 0 3 6 9 and 0 4; k = 1: 1 4 7 and 1 5; k = 2: 2 5 8 and 2; k = 3: nothing and 3.
        Assert.Equal(["[0,1,0,3]", "[3,1,15,2]", "[3,2,12,6]", "[4,2,18,4]"], rows.Select(row => row.ToString()).Order(StringComparer.Ordinal));
    }

    // Large ones: other programs have theirs there too, and a killed one leaves them behind.
    private static string[] Broadcasts() =>
        [.. new DirectoryInfo(Path.GetTempPath()).GetFiles("spark-broadcast-*").Where(file => file.Length >= 100 << 20).Select(file => file.FullName)];

    private static string[] Rows(RecordBatch batch) => [.. RowReader.Rows(batch).Select(Text)];

    private static string Text(object? value) => value switch
    {
        Row row => $"({string.Join(", ", row.Values.Select(Text))})",
        byte[] bytes => Convert.ToHexString(bytes),
        object?[] items => $"[{string.Join(", ", items.Select(Text))}]",
        DateTime time => time.ToString("O"),
        null => "null",
        _ => $"{value.GetType().Name} {value}",
    };
}

[Collection(Spark35Collection.Name)]
public sealed class BatchLive35Tests(Spark35 spark) : BatchLiveTests(spark);

[Collection(Spark43Collection.Name)]
public sealed class BatchLive43Tests(Spark43 spark) : BatchLiveTests(spark);
