using System.Text;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Every kind of fault put into a good file: all found by line, no good row lost; and files that are wrong as a whole.</summary>
public sealed class FaultTests : IDisposable
{
    private const string Header = "userId,movieId,rating,timestamp";
    private const int Items = 40;

    // Text and reason. The duplicates are those of the first good row, 1,1,0.5,1000000001.
    private static readonly (string Text, string Reason)[] Faults =
    [
        ("", "blank"), (" \t ", "blank"), ("1,2,3.0", "columns"), ("1,2,3.0,1000000000,x", "columns"), ("1,2,\"3.0,1000000000\"", "columns"), ("1;2;3.0;1000000000", "columns"),
        ("u1,2,3.0,1000000000", "number"), ("1,tt2,3.0,1000000000", "number"), ("1,2,NaN,1000000000", "number"), ("1,2,1e,1000000000", "number"), ("01,2,3.0,1000000000", "number"),
        ("9223372036854775808,2,3.0,1000000000", "number"), ("1,2,3.0,1000000000.5", "number"), ("0x1,2,3.0,1000000000", "number"), ("1,2,Infinity,1000000000", "number"),
        (Header, "number"), ("1\0,2,3.0,1000000000", "number"), ("1,2,3.0,2015-03-09", "number"), ("0,2,3.0,1000000000", "id"), ("1,-2,3.0,1000000000", "id"), ("1,2,0.0,1000000000", "scale"),
        ("1,2,7.5,1000000000", "scale"), ("1,2,-1,1000000000", "scale"), ("1,2,3.3,1000000000", "step"), ("1,2,3.0,788918399", "time"), ("1,2,3.0,9000000000", "time"),
        ("1,2,3.0,1000000000000", "time"), ("1,41,3.0,1000000000", "unknownItem"), ("1,1,0.5,1000000001", "duplicateExact"), ("1,1,5.0,1000000000", "duplicateConflict"), ("1,2,\uFFFF,1000000000", "encoding"),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Clean_FaultsOfEveryKind_AreFoundByLineAndNoGoodRowIsLost(int threads)
    {
        string[] good = [.. Good(600)];
        var lines = good.ToList();
        for (int i = 0; i < Faults.Length; i++)
            lines.Insert(3 + (i * 19), Faults[i].Text); // spread over the file, behind the row that the duplicates repeat
        Clean(Bytes(lines.Prepend(Header)), options => options with { Threads = threads });
        var rejected = Catalog.Load("rejected");
        Assert.Equal(
            Faults.Select((fault, i) => (5L + (i * 19), fault.Reason)),
            rejected.Array<long>("line").Select((line, row) => (line, rejected.Strings("reason").Text(row)!)));
        Assert.Equal(Faults.Where(fault => fault.Reason != "encoding").Select(fault => fault.Text), Enumerable.Range(0, Faults.Length - 1).Select(row => rejected.Strings("text").Text(row)!));
        Assert.Equal(good.Order(), Kept().Order());
        var account = Catalog.Contract("ratings").Properties["row_account"]!;
        Assert.Equal((lines.Count, good.Length), ((int)account["rows_in"]!, (int)account["kept"]!));
    }

    [Fact]
    public void Clean_FivePercentBroken_FailsWithCode1AndTheWorstReasons()
    {
        var lines = Good(950).Concat(Enumerable.Range(0, 30).Select(_ => "1,2,NaN,1000000000")).Concat(Enumerable.Range(0, 20).Select(_ => "1,2,7.5,1000000000"));
        var error = Assert.Throws<PipelineException>(() => Clean(Bytes(lines.Prepend(Header)), options => options with { Clean = options.Clean with { MaxRejectedShare = 0.01 } }));
        Assert.Equal(ExitCode.Failed, error.Code);
        Assert.Equal(
            $"Cleaning '{File}': 50 of 1,000 rows (5.0%) were rejected; clean.maxRejectedShare allows 1.0%.\n"
            + "  number: 30 rows, first at line 952: rating 'NaN' is no number (wanted digits with an optional point; if it marks a rating that is missing, set input.table.nullValues=NaN), in '1,2,NaN,1000000000'\n"
            + "  scale: 20 rows, first at line 982: rating '7.5' is outside [0.5, 5] of clean.ratingRange, in '1,2,7.5,1000000000'\n"
            + "Correct the file, widen the rules under 'clean', name another --layout, or raise clean.maxRejectedShare.",
            error.Message);
    }

    [Fact]
    public void Clean_FutureTimestamps_AreReasonTime()
    {
        var error = Assert.Throws<PipelineException>(() => Clean(Bytes([Header, "1,2,3.0,4102444800"]), options => options));
        Assert.Contains("\n  time: 1 rows, first at line 2: timestamp '4102444800' is after ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_HeaderOnly_FailsWithCode1()
    {
        var error = Assert.Throws<PipelineException>(() => Clean(Bytes([Header]), options => options));
        Assert.Equal((ExitCode.Failed, $"Cleaning '{File}': the file holds no ratings. Check that its writer finished."), (error.Code, error.Message));
    }

    [Fact]
    public void Clean_WrongSeparator_FailsWithCode2AndShowsTheHeader()
    {
        var error = Assert.Throws<UsageException>(() => Clean(Bytes(["userId;movieId;rating;timestamp", "1;2;3.0;1000000000"]), options => options));
        Assert.Equal(
            $"{File}: line 1 names the columns 'userId;movieId;rating;timestamp', but 'userId', 'movieId', 'rating', 'timestamp' are needed. "
            + "Correct the header, or choose the layout or the column names that fit this file. "
            + "The line has 4 fields separated by ';': set --layout table and input.table.separator=; (in a shell with quotes around it).",
            error.Message);
    }

    [Fact]
    public void Clean_BinaryFile_FailsWithCode2AndAShortMessage()
    {
        var bytes = new byte[200_000];
        new Random(5).NextBytes(bytes);
        var error = Assert.Throws<UsageException>(() => Clean(bytes, options => options));
        Assert.Equal($"Reading the input '{File}': it holds binary data, not delimited text. Name a file of delimited text.", error.Message);
    }

    [Fact]
    public void Clean_BinaryFileWithoutHeader_FailsWithCode2()
    {
        var bytes = new byte[200_000];
        new Random(6).NextBytes(bytes);
        var error = Assert.Throws<UsageException>(() => Clean(bytes, options => options with { Input = options.Input with { Layout = "movielens-1m" } }));
        Assert.Equal($"Reading the input '{File}': it holds binary data, not delimited text. Name a file of delimited text.", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private string File => _folder.At("ratings.csv");

    // Distinct users and items, half stars, times that say which row it is.
    private static IEnumerable<string> Good(int rows) =>
        Enumerable.Range(0, rows).Select(i => $"{1 + (i / Items)},{1 + (i % Items)},{((i % 10) + 1) / 2.0:0.0},{1_000_000_001 + i}");

    private static byte[] Bytes(IEnumerable<string> lines)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
        // The noncharacter stands for a byte that is no UTF-8.
        for (int at = text.AsSpan().IndexOf("\uFFFF"u8); at >= 0; at = text.AsSpan().IndexOf("\uFFFF"u8))
            text = [.. text[..at], 0xFF, .. text[(at + 3)..]];
        return text;
    }

    private void Clean(byte[] ratings, Func<PipelineOptions, PipelineOptions> change)
    {
        System.IO.File.WriteAllBytes(File, ratings);
        string items = _folder.Write("movies.csv", "movieId,title,genres\n" + string.Concat(Enumerable.Range(1, Items).Select(item => $"{item},Film {item} (2000),Drama\n")));
        var options = SmallRun.Options((File, items)) with { Clean = new CleanOptions { TimeMax = 1_600_000_000, MaxRejectedShare = 1 } };
        SmallRun.Execute(_store, change(options), new StageSelection(Only: "clean"));
    }

    private IEnumerable<string> Kept()
    {
        var (rows, users, items) = (Catalog.Load("ratings"), Catalog.UserIds(), Catalog.ItemIds());
        return Enumerable.Range(0, rows.Rows).Select(i => $"{users.Text(rows.Array<int>("user_index")[i])},{items.Text(rows.Array<int>("item_index")[i])},{rows.Array<float>("rating")[i]:0.0},{rows.Array<long>("timestamp")[i]}");
    }
}
