using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql;
using RecPipeline.Spark.Sql.Types;
using static RecPipeline.Spark.Sql.Functions;
using Column = RecPipeline.Spark.Sql.Column;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>DataFrames against a real Spark.</summary>
[Trait("Tier", "All")]
public abstract class DataFrameLiveTests(LiveSpark spark)
{
    private const string Ratings = "userId INT, itemId INT, rating FLOAT";

    private SparkSession Session => spark.Session;

    [LiveFact]
    public void Csv_SelectFilterGroupJoinWindow()
    {
        var ratings = ReadRatings();
        Assert.Equal("struct<userId:int,itemId:int,rating:float>", ratings.Schema().SimpleString);
        // Users 0 to 9, items 0 to 4, rating (u + i) % 5 + 0.5.
        Assert.Equal(50, ratings.Count());
        var high = ratings.Filter(Col("rating") >= 3.5 & !Col("userId").EqualTo(0)).GroupBy("userId").Agg(Count("*").Alias("n"), Sum("rating").Alias("total"));
        Assert.All(high.OrderBy("userId").Collect(), row => Assert.Equal((2L, 8.0), (row.GetAs<long>("n"), row.GetAs<double>("total"))));
        Assert.Equal(["userId", "itemId", "rating", "n", "total"], ratings.Join(high, ["userId"]).Columns());
        Assert.Equal(45, ratings.Join(high, ["userId"]).Count());
        Assert.Equal(5, ratings.Join(high, ["userId"], "left_anti").Count());
        var window = Window.PartitionBy("userId").OrderBy(Col("rating").Desc(), Col("itemId").Asc());
        var best = ratings.WithColumn("rank", RowNumber().Over(window)).Filter("rank = 1").OrderBy("userId").Collect();
        Assert.Equal([4, 3, 2, 1, 0, 4, 3, 2, 1, 0], best.Select(row => row.GetAs<int>("itemId")));
        var running = ratings.WithColumn("sum", Sum("rating").Over(Window.PartitionBy("userId").OrderBy("itemId").RowsBetween(Window.UnboundedPreceding, Window.CurrentRow)));
        Assert.Equal(12.5, running.Filter("itemId = 4").First().GetAs<double>("sum"));
    }

    [LiveFact]
    public void Join_OfATableWithItself_TellsTheSidesApart()
    {
        var left = ReadRatings().Alias("l");
        var right = ReadRatings().Alias("r");
        var pairs = left.Join(right, Col("l.userId").EqualTo(Col("r.userId")) & (Col("l.itemId") < Col("r.itemId")));
        Assert.Equal(10 * 10, pairs.Count());
        var (first, second) = (ReadRatings(), ReadRatings());
        Assert.Equal(10 * 10, first.Join(second, first["userId"].EqualTo(second["userId"]) & (first["itemId"] < second["itemId"])).Count());
    }

    [LiveFact]
    public void Column_AsTextAndByCalls_GiveTheSameRows()
    {
        var table = Session.Sql("select id a, cast(id as double) / 3 d, concat('s', id % 4) s, if(id % 3 = 0, null, id) n, array(id, id + 1) l, named_struct('x', id) t from range(20)");
        Column[] expressions(Func<string, Column> col) =>
        [
            col("a") + 1, col("a") - col("d"), col("a") * 2L, col("a") / 4, col("a") % 3, -col("a"), !(col("a") > 3), col("a") < 3 | col("a") >= 17,
            col("n").IsNull(), col("n").IsNotNull(), col("n").EqNullSafe(null), col("n").NotEqual(4), col("s").Like("s1%"), col("s").RLike("^s[12]$"),
            col("s").StartsWith("s2"), col("s").EndsWith("3"), col("s").Contains("s"), col("a").Between(3, 5), col("a").IsIn(1L, 2L), col("a").IsIn(),
            col("l").GetItem(1), col("t").GetField("x"), col("s").SubStr(2, 1), col("d").Cast("int"), col("a").Cast(new StringType()),
            When(col("a") < 5, "low").When(col("a") < 10, "middle").Otherwise("high"), When(col("a") < 5, col("a")), Coalesce(col("n"), col("a")),
            Struct(col("a").Alias("q"), col("s")), Length(col("s")), Concat(col("s"), Lit("'\\\n")), Sum(col("a")).Over(Window.PartitionBy(col("s"))),
            RowNumber().Over(Window.PartitionBy(col("s")).OrderBy(col("a").Desc())), Lag(col("a"), 2).Over(Window.OrderBy(col("a").Asc())),
        ];
        string[] Rows(Column[] columns) => [.. table.Select([.. columns.Select((column, i) => column.Alias($"c{i}"))]).Collect().Select(row => row.ToString()).Order(StringComparer.Ordinal)];
        string[] asText = Rows(expressions(Col));
        Assert.Equal(asText, Rows(expressions(table.Col)));
        Assert.Equal(20, asText.Length);
        Assert.All(expressions(Col), column => Assert.NotNull(column.Text));
    }

    [LiveFact]
    public void Literals_KeepTheirTypeAndValue()
    {
        object[] values =
        [
            true, 5, int.MinValue, int.MaxValue, 5L, long.MinValue, long.MaxValue, 0.1, -1e300, double.Epsilon, double.NaN, double.NegativeInfinity, 1.1f, float.MaxValue,
            float.NaN, (short)-3, "", "it's a \\ \"quoted\"\n\r\t`line` é世 ${x} %", new byte[] { 0, 255 }, new DateOnly(1969, 12, 31), new DateTime(1969, 7, 20, 20, 17, 40, 123, DateTimeKind.Utc), 12.50m, -0.001m,
        ];
        var row = Session.Range(1).Select([.. values.Select((value, i) => Lit(value).Alias($"v{i}"))]).First();
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i].GetType(), row[i]!.GetType());
            Assert.Equal(values[i], row[i]);
        }
    }

    [LiveFact]
    public void Names_WithDotsBackticksAndQuotes_AreReached()
    {
        var odd = Session.Range(1).Select(Lit(1).Alias("a.b"), Lit(2).Alias("c`d"), Lit(3).Alias("e f'"), Struct(Lit(4).Alias("g")).Alias("A"), Lit(5).Alias("a"));
        Assert.Equal([1, 2, 3, 4, 5], odd.Select(Col("`a.b`"), Col("`c``d`"), Col("e f'"), Col("A.g"), Col("a")).First().Values.Cast<int>());
        Assert.Equal(["a.b", "c`d", "e f'", "A", "a"], odd.Columns());
        Assert.Equal(1, odd.Drop("A", "a", "e f'").Select("*").Filter(Col("`a.b`").EqualTo(1)).Count());
    }

    [LiveFact]
    public void Parquet_PartitionedOverwrittenAppended_ReadsBack()
    {
        string path = spark.File("ratings.parquet");
        ReadRatings().Write().Mode(SaveMode.Overwrite).PartitionBy("itemId").Parquet(path);
        Assert.Equal(["itemId=0", "itemId=1", "itemId=2", "itemId=3", "itemId=4"], Directory.GetDirectories(path).Select(Path.GetFileName).Order());
        Assert.Contains("ALREADY_EXISTS", Assert.Throws<SparkGatewayException>(() => ReadRatings().Write().Parquet(path)).Message.ToUpperInvariant().Replace(' ', '_'));
        ReadRatings().Limit(5).Write().Mode("append").Format("parquet").Save(path + "2");
        var back = Session.Read().Parquet(path);
        // No type inference: a partition column is what its folder's name says, text.
        Assert.Equal("struct<userId:int,rating:float,itemId:string>", back.Schema().SimpleString);
        Assert.Equal(50, back.Count());
        Assert.Equal(10, back.Filter(Col("itemId").EqualTo("3")).Count());
    }

    [LiveFact]
    public void Views_CacheExplainSampleAndSplit()
    {
        var rows = Session.Range(0, 1000, 1, 2).Persist(StorageLevel.MemoryAndDisk);
        rows.CreateOrReplaceTempView("numbers");
        Assert.Equal(499500L, Session.Sql("select sum(id) s from numbers").First()["s"]);
        Assert.Contains("InMemory", rows.Filter("id > 3").ExplainString("simple"));
        rows.Unpersist(blocking: true);
        Assert.DoesNotContain("InMemory", Session.Table("numbers").Filter("id > 3").ExplainString("simple"));
        var parts = rows.RandomSplit([0.8, 0.2], 7);
        Assert.Equal(1000, parts[0].Count() + parts[1].Count());
        Assert.InRange(parts[1].Count(), 130, 270);
        Assert.InRange(rows.Sample(0.1, false, 3).Count(), 50, 170);
        Assert.Equal("+---+\n| id|\n+---+\n|  0|\n|  1|\n+---+\n", rows.Limit(2).ShowString());
        Assert.Equal(5, rows.Filter("id < 5").Union(rows.Filter("id < 3")).Distinct().Count());
        Assert.True(rows.Filter("id < 0").IsEmpty());
    }

    private DataFrame ReadRatings()
    {
        string file = spark.File("ratings.csv");
        if (!File.Exists(file))
            File.WriteAllLines(file, ["userId,itemId,rating", .. from u in Enumerable.Range(0, 10) from i in Enumerable.Range(0, 5) select $"{u},{i},{((u + i) % 5) + 0.5:0.0}"]);
        return Session.Read().Schema(Ratings).Option("header", true).Csv("file://" + file);
    }
}

[Collection(Spark35Collection.Name)]
public sealed class DataFrameLive35Tests(Spark35 spark) : DataFrameLiveTests(spark);

[Collection(Spark43Collection.Name)]
public sealed class DataFrameLive43Tests(Spark43 spark) : DataFrameLiveTests(spark);
