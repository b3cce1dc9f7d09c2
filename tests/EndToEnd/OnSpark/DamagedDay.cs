using System.Globalization;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>Ratings in three damaged files, some of whose pairs stand in two of them, and an items file that lacks some items.</summary>
internal static class DamagedDay
{
    private const int Rows = 200_000, Items = 1501, Splits = 7;

    // An address must escape the second name, a pattern the third.
    private static readonly string[] Names = ["a.csv", "b c%.csv", "d[1].csv"];

    /// <summary>Every exact table, and ALS by our solver, is the local engine's for 1, 2 and 7 partitions; what only reads the tables of clean is made once.</summary>
    public static void Check(LiveSpark spark)
    {
        using var folder = new TemporaryFolder();
        var options = Write(folder);
        var local = Hashes(new MemoryStore(), options, "similarity");
        Assert.True(long.Parse(local["rejected"].Split('-')[0], CultureInfo.InvariantCulture) > Names.Length * Damaged.Faults, local["rejected"]);
        foreach (var (partitions, last) in new[] { (1, "clean"), (2, "clean"), (7, "similarity") })
        {
            spark.CutInto(partitions, 1);
            spark.Session.Conf().Set("spark.sql.files.maxPartitionBytes", SplitBytes(folder));
            var onSpark = Hashes(new LocalStore(folder.At($"out-{partitions}")), options with { Engine = "spark" }, last, spark);
            Assert.Equal(last == "clean" ? 5 : local.Count, onSpark.Count);
            Assert.All(onSpark, table => Assert.Equal((table.Key, local[table.Key]), (table.Key, table.Value)));
        }
    }

    private static SortedDictionary<string, string> Hashes(ITableStore store, PipelineOptions options, string last, LiveSpark? spark = null)
    {
        SmallRun.Execute(store, options, new StageSelection(To: last), spark: spark?.Engine);
        return SmallRun.Hashes(store, options);
    }

    private static long SplitBytes(TemporaryFolder folder)
    {
        long[] lengths = [.. Names.Select(name => new FileInfo(folder.At("day", name)).Length)];
        long bytes = (lengths.Max() / Splits) + 1;
        Assert.All(lengths, length => Assert.Equal(Splits, (length + bytes - 1) / bytes));
        return bytes;
    }

    private static PipelineOptions Write(TemporaryFolder folder)
    {
        for (int file = 0; file < Names.Length; file++)
            folder.Write($"day/{Names[file]}", Damaged.File(string.Join('\n', Enumerable.Range(0, Rows / Names.Length).Select(row => Line(row, file)).Prepend("userId,movieId,rating,timestamp"))));
        string items = folder.Write("items.csv", string.Join('\n', Enumerable.Range(1, Items - 10).Select(item => $"{item},Title {item} (1999),Drama").Prepend("movieId,title,genres").Append("x,No number,Drama")));
        var options = SmallRun.Options((folder.At("day", "*.csv"), items));
        return (options with { Clean = options.Clean with { MaxRejectedShare = 1 } }).WithOurSolver();
    }

    // The third file repeats pairs of the first, some with another rating at the same time.
    private static string Line(int row, int file)
    {
        int pair = file == 2 && row % 50 == 0 ? row : (file * (Rows / Names.Length)) + row;
        int rating = 1 + (((pair * 7) + (file == 2 && row % 100 == 0 ? 3 : 0)) % 10);
        return string.Create(CultureInfo.InvariantCulture, $"{1 + (pair / 40)},{pair * 37 % Items},{rating / 2.0:0.0},{1_000_000_000 + (pair % 9973)}");
    }
}
