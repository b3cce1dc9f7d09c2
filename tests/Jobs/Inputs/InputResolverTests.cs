using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Inputs;

/// <summary>What input.layout=auto takes a file for, and what it refuses to guess.</summary>
public sealed class InputResolverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n", "movielens csv")]
    [InlineData("\uFEFF\"userId\",\"movieId\",\"rating\",\"timestamp\"\r\n1,31,2.5,1260759144\r\n", "movielens csv")]
    [InlineData("timestamp,note,rating,movieId,userId\n1260759144,x,2.5,31,1", "movielens csv")]
    [InlineData("1::31::5::1260759144\n2::3::4::1260759145\n", "movielens-1m csv")]
    [InlineData("1::31::2.5::1260759144\n2::3::4::1260759145\n", "movielens-10m csv")]
    [InlineData("196\t242\t3\t881250949\n186\t302\t3\t891717742\n", "movielens-100k csv")]
    [InlineData("viewer,video,watch_time,timestamp\n1,2,3.5,1260759144\n", "youtube csv")]
    [InlineData("1:\n7,5,2005-09-06\n2:\n", "netflix csv")]
    [InlineData("user_id,item_id,rating,timestamp\n1,2,3.5,1260759144\n", "table csv")]
    [InlineData("{\"userId\":1,\"movieId\":31,\"rating\":2.5,\"timestamp\":1260759144}\n", "movielens json")]
    [InlineData("{\"user_id\":1,\"item_id\":31,\"rating\":2.5,\"timestamp\":1260759144,\"userId\":4}\n", "table json")]
    public void A_file_is_recognised(string text, string expected)
    {
        var found = Find(_folder.Write("in.txt", text));
        Assert.Equal(expected, $"{found.Layout} {found.Format}");
        Assert.StartsWith($"in.txt is layout {found.Layout} ({found.Format}), by its ", found.Words, StringComparison.Ordinal);
        Assert.NotEmpty(found.FirstRows);
    }

    [Fact]
    public void The_first_three_ratings_are_told_as_they_are_understood()
    {
        var found = Find(_folder.Write("in.csv", "rating,userId,movieId,timestamp\n2.5,1,31,1260759144\noops\n\n4,2,32,0\n5,3,33,-1\n1,4,34,5\n"));
        Assert.Equal(
            ["user 1, item 31, rating 2.5, time 2009-12-14T02:52:24Z", "user 2, item 32, rating 4, time 1970-01-01T00:00:00Z", "user 3, item 33, rating 5, time 1969-12-31T23:59:59Z"],
            found.FirstRows.Select(row => row.ToString()));
    }

    [Theory]
    [InlineData("userId,movieId,rating,timestamp\n1::31::5::1260759144\n", "line 1 names the columns of layout movielens, but none of the 1 rows below it is a rating of it; the first is '1::31::5::1260759144'. They are rows of layout movielens-1m or movielens-10m.")]
    [InlineData("userId,movieId,rating,timestamp\nann,31,5,1260759144\n", "none of the 1 rows below it is a rating of it; the first is 'ann,31,5,1260759144'. Correct the file, or say what it is: --layout movielens; ids that are texts need --set clean.idType.user=string (item likewise).")]
    [InlineData("userId,movieId,rating,timestamp,viewer,video,watch_time\n1,31,5,1260759144,1,31,5\n", "the layouts movielens and youtube both fit. Name the one that is meant: --layout movielens or --layout youtube.")]
    [InlineData("Customer;Product ID;Stars;When\n1;2;3;4\n", "line 1 names the columns 'Customer', 'Product ID', 'Stars', 'When', which is no layout that is known (movielens, movielens-1m, movielens-10m, movielens-100k, youtube, netflix, table). Say which columns they are:\n  --layout table --set 'input.table.separator=;' --set input.table.user=Customer --set 'input.table.item=Product ID' --set input.table.rating=Stars --set input.table.timestamp=When")]
    [InlineData("who,what,rating\n1,2,3\n", "--set input.table.user=… --set input.table.item=… --set input.table.rating=rating --set input.table.timestamp=")]
    [InlineData("1,31,2.5,1260759144\n", "line 1 is '1,31,2.5,1260759144', which is no layout that is known (movielens, movielens-1m, movielens-10m, movielens-100k, youtube, netflix, table). Say which columns they are:\n  --layout table --set 'input.table.columns=[\"user_id\",\"item_id\",\"rating\",\"timestamp\"]'")]
    [InlineData("[{\"userId\":1}]\n", "it begins with '[' as a list in JSON does. Write one object per line")]
    [InlineData("{\"userId\":1,\n", "its lines are no whole JSON objects: '{\"userId\":1,'.")]
    [InlineData("a\u001b[31m red,a column of a long name among others of the file\n", "line 1 names the columns 'a\\x1b[31m red', 'a column of a long name among others of the file'")]
    public void What_cannot_be_told_is_refused_with_what_to_type(string text, string expected)
    {
        var error = Assert.Throws<UsageException>(() => Find(_folder.Write("in.txt", text)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, error.Code);
    }

    [Fact]
    public void Names_of_a_table_that_are_those_of_a_layout_fit_twice()
    {
        var table = new InputTableOptions { User = "userId", Item = "movieId" };
        var error = Assert.Throws<UsageException>(() => Find(_folder.Write("in.csv", "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n"), input => input with { Table = table }));
        Assert.EndsWith("the layouts movielens and table both fit. Name the one that is meant: --layout movielens or --layout table.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layout_that_is_named_is_taken_whatever_the_file_is()
    {
        string file = _folder.Write("in.csv", "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n");
        Assert.Equal(("movielens-1m", "csv"), (Find(file, input => input with { Layout = "movielens-1m" }).Layout, Find(file, input => input with { Layout = "movielens-1m" }).Format));
        Assert.Equal(("table", "json"), (Find(file, input => input with { Layout = "table", Format = "json" }).Layout, Find(file, input => input with { Layout = "table", Format = "json" }).Format));
    }

    [Fact]
    public void Files_that_differ_are_named_with_their_layouts()
    {
        string first = _folder.Write("day/a.csv", "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n"), second = _folder.Write("day/b.csv", "1::31::5::1260759144\n");
        _folder.Write("day/0.csv", "");
        var error = Assert.Throws<UsageException>(() => Find(_folder.At("day")));
        Assert.Equal($"'{first}' is layout movielens (csv), '{second}' is layout movielens-1m (csv). All files of input.ratings must have one layout; name those that belong together.", error.Message);
    }

    [Fact]
    public void Of_several_files_those_that_hold_something_are_counted()
    {
        foreach (string name in new[] { "a", "c" })
            _folder.Write($"day/{name}.csv", "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n");
        _folder.Write("day/b.csv", "");
        Assert.Equal("a.csv (the first of 2 files that are alike) is layout movielens (csv), by its header", Find(_folder.At("day")).Words);
    }

    [Fact]
    public void A_missing_file_keeps_its_error() =>
        Assert.StartsWith("Looking for the input file 'no/such.csv': there is no such file", Assert.Throws<UsageException>(() => Find("no/such.csv")).Message, StringComparison.Ordinal);

    // 64 KiB are looked at, after unpacking: what lies behind them cannot change what is taken, and a line that is cut off there is not judged.
    [Fact]
    public void Nothing_behind_64_KiB_is_looked_at()
    {
        string head = "userId,movieId,rating,timestamp,note\n1,31,2.5,1260759144," + new string('x', FileHead.MaxBytes) + "\n";
        string file = _folder.Write("in.csv", head + "1::2::3::4\n");
        using (var packed = new System.IO.Compression.GZipStream(File.Create(_folder.At("in.csv.gz")), System.IO.Compression.CompressionLevel.Fastest))
            packed.Write(File.ReadAllBytes(file));
        foreach (string path in new[] { file, _folder.At("in.csv.gz") })
            Assert.Equal(("movielens", 0), (Find(path).Layout, Find(path).FirstRows.Count));
        Assert.Single(FileHead.Read(file).Lines);
    }

    public void Dispose() => _folder.Dispose();

    private static ResolvedInput Find(string ratings, Func<InputOptions, InputOptions>? change = null)
    {
        var input = new InputOptions { Ratings = ratings, Items = "" };
        return InputResolver.Find(new PipelineOptions { Input = change?.Invoke(input) ?? input });
    }
}
