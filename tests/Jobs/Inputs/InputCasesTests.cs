using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Inputs;

/// <summary>Files and folders as users have them (tests/golden/cases), through the stage clean: the tables of the plain file, or code 2 and a sentence.</summary>
public sealed class InputCasesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    public static TheoryData<string> OddNames => ["100%25 done", "2024-01-01T00:00", "a,b", "a[b]c", "größe", "it's", "my data (1)", "{x}"];

    [Fact]
    public void Empty_parts_and_bzip2_give_the_rows_of_the_plain_file()
    {
        string plain = Clean("00-base", "ratings.csv");
        Assert.Equal(840, new Catalog(_store).Contract("ratings").Rows);
        Assert.Equal(plain, Clean("25-empty-parts"));
        Assert.Equal(2, (int)new Catalog(_store).Contract("ratings").Properties["empty_files"]!);
        Assert.Equal(plain, Clean("31-bz2", "ratings.csv.bz2"));
        Assert.Equal(plain, Clean("53-partitioned", "dt=*"));
    }

    [Theory]
    [MemberData(nameof(OddNames))]
    public void Odd_names_give_the_rows_of_the_plain_file(string name)
    {
        string file = _folder.Write($"{name}/ratings.csv", File.ReadAllText(Repository.Golden("cases", "00-base", "ratings.csv")));
        string plain = Clean("00-base", "ratings.csv");
        Assert.Equal(plain, Clean(_folder.At(name)));
        Assert.Equal(plain, Clean(file));
    }

    [Theory]
    [InlineData("49-utf16/ratings.csv", "it holds text in UTF-16, not delimited text. Convert it: iconv -f UTF-16 -t UTF-8")]
    [InlineData("54-other-kinds/ml.zip", "it holds a zip archive, not delimited text. Unpack it")]
    public void What_is_no_text_ends_with_code_2(string path, string message) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => Clean(path)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_line_beyond_the_limit_ends_with_code_2()
    {
        string path = _folder.Write("long.csv", "userId,movieId,rating,timestamp\n1,2,3.0,1600000000\n" + new string('7', 3 << 20) + "\n");
        var options = SmallRun.Options((path, ""));
        string error = Assert.Throws<UsageException>(() => SmallRun.Execute(_store, options with { Input = options.Input with { MaxLineBytes = 1 << 20 } }, new StageSelection(Only: "clean"))).Message;
        Assert.Contains("bytes without a line feed; a record has at most 1,048,576 (input.maxLineBytes).", error, StringComparison.Ordinal);
    }

    // Spark goes by names where this process goes by content.
    [Fact]
    public void Reason_NamesWhatExecutorsCannotRead()
    {
        byte[] gzip = Convert.FromHexString("1f8b080000000000020333e4020053fc516702000000"); // printf '1\n' | gzip -n
        Assert.Null(Reason("a.csv", "1\n"u8.ToArray()));
        Assert.Null(Reason("a.csv.gz", gzip));
        Assert.EndsWith("a.csv.GZ' holds gzip data; executors unpack gzip in files named .gz alone", Reason("a.csv.GZ", gzip), StringComparison.Ordinal);
        Assert.EndsWith("holds bzip2 data; executors unpack gzip in files named .gz alone", Reason("a.bz2", File.ReadAllBytes(Case("31-bz2", "ratings.csv.bz2"))), StringComparison.Ordinal);
        Assert.EndsWith("b.gz' is not packed, but Spark would unpack it because of its name", Reason("b.gz", "1\n"u8.ToArray()), StringComparison.Ordinal);
        Assert.StartsWith("Spark passes over '", Reason("_b.csv", "1\n"u8.ToArray()), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string? Reason(string name, byte[] content)
    {
        File.WriteAllBytes(_folder.At(name), content);
        return DriverInput.Reason(InputParts.Of(InputFiles.Of(_folder.At(name))));
    }

    private static string Case(params string[] path) => Repository.Golden(["cases", .. path]);

    private string Clean(params string[] path)
    {
        SmallRun.Execute(_store, SmallRun.Options((Case(path), "")) with { Clean = new CleanOptions { TimeMax = 2_000_000_000 } }, new StageSelection(Only: "clean"));
        return new Catalog(_store).Contract("ratings").ContentHash;
    }
}
