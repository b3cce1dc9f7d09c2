using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Inputs;

/// <summary>Which files a word of <c>input.ratings</c> stands for, in which order, and how they are called.</summary>
public sealed class InputFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Of_File_IsThatFileByItsName() => Has(["a.csv"], Write("x/a.csv"));

    [Fact]
    public void Of_Folder_HasItsFilesOfAnyDepthAndNothingHidden()
    {
        Write("day/b.csv", "day/a.csv", "day/_SUCCESS", "day/.a.csv.crc", "day/dt=1/x/c.csv", "day/dt=1/.c.csv.crc", "day/_temporary/0/d.csv", "day/.git/e.csv");
        string[] expected = ["a.csv", "b.csv", "dt=1/x/c.csv"];
        Has(expected, _folder.At("day"));
        Has(expected, _folder.At("day") + "/");
        Has(expected, "file:" + _folder.At("day"));
    }

    // A hidden name that is asked for by its name is no accident.
    [Fact]
    public void Of_HiddenFolderItself_HasItsFiles()
    {
        Write(".cache/a.csv", "_b.csv");
        Has(["a.csv"], _folder.At(".cache"));
        Has(["_b.csv"], _folder.At("_b.csv"));
    }

    [Fact]
    public void Of_OddNames_AreFilesAndFolders()
    {
        foreach (string name in new[] { "100%25 done", "2024-01-01T00:00", "a,b", "a[b]c", "größe", "it's", "my data (1)", "{x}", "a*b", "#1", "a b,c*" })
        {
            string file = Write($"{name}/r.csv");
            Has(["r.csv"], file);
            Has(["r.csv"], _folder.At(name));
            Has(["r.csv"], _folder.At(name, "*.csv"));
        }
    }

    [Fact]
    public void Of_Pattern_HasWhatMatchesItsLastPart()
    {
        Write("day/part-10.csv", "day/part-9.csv", "day/part-a.CSV", "day/other.txt", "day/_part-0.csv");
        Has(["part-10.csv", "part-9.csv"], _folder.At("day", "part-*.csv"));
        Has(["part-9.csv"], _folder.At("day", "part-?.csv"));
    }

    [Fact]
    public void Of_List_HasEachFileOnceWhateverTheOrderOfTheList()
    {
        Write("two/b.csv", "one/z.csv", "one/a.csv");
        string[] expected = ["one/a.csv", "one/z.csv", "two/b.csv"];
        Has(expected, $"{_folder.At("two", "b.csv")}, {_folder.At("one")}");
        Has(expected, $"{_folder.At("one", "z.csv")},{_folder.At("one", "*.csv")},file://{_folder.At("two", "b.csv")},{_folder.At("one", "..", "two", "b.csv")}");
    }

    // By UTF-16 units the second would be the first: U+10000 begins with a surrogate, D800, below FF5E.
    [Fact]
    public void Of_Folder_OrdersByTheBytesOfUtf8()
    {
        Write("day/\uFF5E.csv", "day/\U00010000.csv", "day/B.csv", "day/a.csv", "day/ä.csv");
        Has(["B.csv", "a.csv", "ä.csv", "\uFF5E.csv", "\U00010000.csv"], _folder.At("day"));
    }

    [Fact]
    public void Of_NameWithACommaOrAStar_IsThatFile()
    {
        Write("x/a.csv", "x/b.csv", "x/a*.csv");
        Has(["a,b.csv"], Write("x/a,b.csv"));
        Has(["a*.csv"], _folder.At("x", "a*.csv"));
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("empty/*.csv")]
    [InlineData("missing/*.csv")]
    public void Of_NothingThere_SaysWhereItLooked(string part)
    {
        Directory.CreateDirectory(_folder.At("empty", "folder.csv"));
        var error = Assert.Throws<UsageException>(() => InputFiles.Of(_folder.At(part)));
        Assert.Equal(
            $"Looking for ratings in '{_folder.At(part)}': no file is there (current folder: '{Directory.GetCurrentDirectory()}'). Name a file, a folder with files, or a pattern such as 'day/*.csv'.",
            error.Message);
    }

    [Fact]
    public void Of_NoName_SaysSo() => Assert.Equal("input.ratings is ' , ', which names no file.", Assert.Throws<UsageException>(() => InputFiles.Of(" , ")).Message);

    [Fact]
    public void Of_AddressWithoutSpark_NamesTheEngine() => Assert.StartsWith(
        "The input 'hdfs://name/day/' is on a Hadoop file system, which only the Spark engine reaches.", Assert.Throws<UsageException>(() => InputFiles.Of("hdfs://name/day/*.csv")).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private string Write(params string[] names) => Array.ConvertAll(names, name => _folder.Write(name, "x"))[^1];

    private static void Has(string[] names, string words)
    {
        var files = InputFiles.Of(words);
        Assert.Equal(names, files.Names);
        Assert.Equal(words, files.Words);
        Assert.All(files.Paths.Zip(files.Names), each => Assert.Equal((each.Second, true), (files.NameOf(each.First), files.Contains(each.First))));
        Assert.Equal(("movies.csv", false), (files.NameOf("x/movies.csv"), files.Contains("x/movies.csv")));
    }
}
