using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Ratings in several files are one input: cut in pieces they give the tables of the whole.</summary>
public sealed class SeveralInputsTests : IDisposable
{
    private const string Header = "userId,movieId,rating,timestamp\n";
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_file_cut_into_files_gives_the_tables_of_the_file(int threads)
    {
        var whole = SmallData.Write(_folder, every: 40);
        string[] lines = File.ReadAllLines(whole.Ratings);
        int third = lines.Length / 3;
        for (int file = 0; file < 3; file++)
            _folder.Write($"day/part-{file}.csv", string.Join('\n', lines.Skip(1).Skip(file * third).Take(file < 2 ? third : lines.Length).Prepend(lines[0])));
        var expected = Hashes(whole.Ratings, threads);
        Assert.Equal(expected, Hashes(_folder.At("day"), threads));
        Assert.Equal(expected, Hashes(_folder.At("day", "part-*.csv"), threads));
        Assert.Equal(expected, Hashes(string.Join(',', Enumerable.Range(0, 3).Reverse().Select(file => _folder.At("day", $"part-{file}.csv"))), threads));
    }

    // Same pair, time and rating: the first by path and line is kept, the others are named with their files. Without a header every first line is a rating.
    [Fact]
    public void Of_duplicates_in_several_files_the_first_by_path_and_line_is_kept()
    {
        _folder.Write("day/b.csv", Header + "1,2,4,1000000000\n1,9,4,1000000000\n");
        _folder.Write("day/a.csv", "\uFEFF" + Header + "1,2,4,1000000000\r\n1,2,4,1000000000\n1,3,9,1000000000");
        _folder.Write("day/c.csv", Header + "1,2,3,1000000000\n2,2,5,1000000000\n");
        Clean(_folder.At("day"));
        Assert.Equal(3, Catalog.Contract("ratings").Rows);
        Assert.Equal(
            ["a.csv 3 duplicateExact: 1,2,4,1000000000", "a.csv 4 scale: 1,3,9,1000000000", "b.csv 2 duplicateExact: 1,2,4,1000000000", "c.csv 2 duplicateConflict: 1,2,3,1000000000"], Rejected());
        var account = Catalog.Contract("ratings").Properties["row_account"]!;
        Assert.Equal((7, 3, 2, 1), ((int)account["rows_in"]!, (int)account["kept"]!, (int)account["duplicate_exact"]!, (int)account["duplicate_conflict"]!));
    }

    [Fact]
    public void Rejected_rows_of_folders_keep_the_part_of_the_path_that_differs()
    {
        _folder.Write("in/one/r.csv", Header + "1,2,9,1000000000\n1,3,4,1000000000\n");
        _folder.Write("in/two/r.csv", Header + "2,2,9,1000000000\n");
        Clean($"{_folder.At("in", "two")},{_folder.At("in", "one")}");
        Assert.Equal(["one/r.csv 2 scale: 1,2,9,1000000000", "two/r.csv 2 scale: 2,2,9,1000000000"], Rejected());
        var error = Assert.Throws<PipelineException>(() => Clean(_folder.At("in", "two") + "," + _folder.At("in", "one"), options => options with { Clean = options.Clean with { MaxRejectedShare = 0.5 } }));
        Assert.Contains("  scale: 2 rows, first at one/r.csv line 2: '1,2,9,1000000000'\n", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_comes_changes_or_goes_runs_clean_again()
    {
        _folder.Write("day/a.csv", Header + "1,2,4,1000000000\n");
        Assert.True(Clean(_folder.At("day")));
        Assert.False(Clean(_folder.At("day")));
        string other = _folder.Write("day/b.csv", Header + "1,3,4,1000000000\n");
        Assert.True(Clean(_folder.At("day")));
        File.AppendAllText(other, "1,4,4,1000000000\n");
        Assert.True(Clean(_folder.At("day")));
        Assert.Equal(3, Catalog.Contract("ratings").Rows);
        File.Delete(other);
        Assert.True(Clean(_folder.At("day")));
        Assert.Equal(1, Catalog.Contract("ratings").Rows);
    }

    [Fact]
    public void A_file_with_other_columns_ends_with_code_2()
    {
        string first = _folder.Write("day/a.csv", Header + "1,2,4,1000000000\n"), second = _folder.Write("day/b.csv", "movieId,userId,rating,timestamp\n1,2,4,1000000000\n");
        Assert.Equal(
            $"'{first}' has the columns userId, movieId, rating, timestamp, '{second}' has movieId, userId, rating, timestamp. "
            + "All files of input.ratings need the same columns in the same order; name those that are ratings.",
            Assert.Throws<UsageException>(() => Clean(_folder.At("day"))).Message);
        string third = _folder.Write("day/b.csv", "movieId,title,genres\n1,Heat (1995),Crime\n");
        Assert.StartsWith($"{third}: line 1 names the columns 'movieId', 'title', 'genres', but ", Assert.Throws<UsageException>(() => Clean(_folder.At("day"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_of_a_list_ends_with_code_2_and_empty_ones_alone_with_code_1()
    {
        string good = _folder.Write("a.csv", Header + "1,2,4,1000000000\n");
        Assert.StartsWith($"Looking for the input file '{_folder.At("no.csv")}': there is no such file", Assert.Throws<UsageException>(() => Clean($"{good},{_folder.At("no.csv")}")).Message, StringComparison.Ordinal);
        string empty = _folder.Write("b.csv", "");
        Clean($"{good},{empty}");
        Assert.Equal((1, 1), ((int)Catalog.Contract("ratings").Rows, (int)Catalog.Contract("ratings").Properties["empty_files"]!));
        var error = Assert.Throws<PipelineException>(() => Clean(empty));
        Assert.Equal((ExitCode.Failed, $"Cleaning '{empty}': the file is empty. Check that its writer finished."), (error.Code, error.Message));
        string packed = Pack("c.csv.gz", "");
        error = Assert.Throws<PipelineException>(() => Clean($"{empty},{packed}"));
        Assert.Equal((ExitCode.Failed, $"Cleaning '{empty},{packed}': all 2 files are empty. Check that their writer finished."), (error.Code, error.Message));
    }

    // A layout without a header: the first line of every file is a rating.
    [Fact]
    public void Files_without_headers_count_their_first_lines()
    {
        _folder.Write("day/a.dat", "1::2::4::1000000000\n1::3::4::1000000000\n");
        _folder.Write("day/b.dat", "2::2::5::1000000000\n2::3::9::1000000000\n");
        Clean(_folder.At("day"), options => options with { Input = options.Input with { Layout = "movielens-1m" } });
        Assert.Equal(3, Catalog.Contract("ratings").Rows);
        Assert.Equal(["b.dat 2 scale: 2::3::9::1000000000"], Rejected());
    }

    [Fact]
    public void Gzip_files_beside_others_are_read_as_their_text()
    {
        var whole = SmallData.Write(_folder, every: 40);
        string[] lines = File.ReadAllLines(whole.Ratings);
        _folder.Write("day/part-0.csv", string.Join('\n', lines[..100]));
        Pack("day/part-1.csv.gz", string.Join('\n', lines[100..].Prepend(lines[0])));
        Assert.Equal(Hashes(whole.Ratings, 1), Hashes(_folder.At("day"), 2));
        string items = Pack("movies.csv.gz", File.ReadAllText(whole.Items));
        Clean(_folder.At("day"), options => options with { Input = options.Input with { Items = items } });
        string withPacked = Catalog.Contract("items").ContentHash;
        Clean(_folder.At("day"), options => options with { Input = options.Input with { Items = whole.Items } });
        Assert.Equal(Catalog.Contract("items").ContentHash, withPacked);
    }

    [Fact]
    public void A_gzip_file_that_is_cut_anywhere_ends_with_code_2_and_the_byte()
    {
        byte[] bytes = File.ReadAllBytes(Pack("whole.csv.gz", Header + string.Concat(Enumerable.Range(1, 5000).Select(row => $"{row},{row % 97},4,{1_000_000_000 + row}\n"))));
        for (int cut = 1; cut < 10; cut++)
        {
            string path = _folder.At("cut.csv.gz");
            File.WriteAllBytes(path, bytes[..(bytes.Length * cut / 10)]);
            var error = Assert.Throws<UsageException>(() => Clean(path));
            Assert.StartsWith($"Unpacking the input '{path}': the file ends at byte {bytes.Length * cut / 10:N0}, inside its gzip data.", error.Message, StringComparison.Ordinal);
            Assert.EndsWith("Check that its writer finished and that it was copied whole.", error.Message, StringComparison.Ordinal);
        }
        File.WriteAllText(_folder.At("text.csv.gz"), Header + "1,2,4,1000000000\n");
        Clean(_folder.At("text.csv.gz"));
        Assert.Equal(1, Catalog.Contract("ratings").Rows);
    }

    public void Dispose() => _folder.Dispose();

    private string Pack(string name, string text)
    {
        string path = _folder.Write(name, "");
        using var packed = new System.IO.Compression.GZipStream(File.Create(path), System.IO.Compression.CompressionLevel.Optimal);
        packed.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return path;
    }

    private SortedDictionary<string, string> Hashes(string ratings, int threads)
    {
        Clean(ratings, options => options with { Threads = threads });
        return SmallRun.Hashes(_store, SmallRun.Options((ratings, "")));
    }

    private IEnumerable<string> Rejected()
    {
        var rows = Catalog.Load("rejected");
        var (files, lines, reasons, texts) = (rows.Strings("file"), rows.Array<long>("line"), rows.Strings("reason"), rows.Strings("text"));
        return Enumerable.Range(0, rows.Rows).Select(row => $"{files.Text(row)} {lines[row]} {reasons.Text(row)}: {texts.Text(row)}").Order(StringComparer.Ordinal);
    }

    private bool Clean(string ratings, Func<PipelineOptions, PipelineOptions>? change = null)
    {
        var options = SmallRun.Options((ratings, "")) with { Clean = new CleanOptions { TimeMax = 1_600_000_000, MaxRejectedShare = 1 } };
        var run = SmallRun.Execute(_store, change?.Invoke(options) ?? options, new StageSelection(Only: "clean"));
        return run.Outcomes.Single(outcome => outcome.Stage == "clean").Status == StageStatus.Ran;
    }
}
