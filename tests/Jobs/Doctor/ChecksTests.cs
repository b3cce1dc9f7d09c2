using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Doctor;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Doctor;

/// <summary>What <c>doctor</c> says of the ratings.</summary>
public sealed class ChecksTests : IDisposable
{
    private const string Header = "userId,movieId,rating,timestamp\n";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Ratings_Folder_CountsFilesAndBytes()
    {
        _folder.Write("day/a.csv", Header);
        Assert.Equal(new Finding(Level.Good, "ratings", $"{_folder.At("day")}, 32 bytes, layout movielens"), Ratings(_folder.At("day")));
        _folder.Write("day/b.csv", Header + "1,2,4,1000000000\n");
        Assert.Equal(new Finding(Level.Good, "ratings", $"{_folder.At("day")}, 2 files, 81 bytes, layout movielens"), Ratings(_folder.At("day")));
    }

    [Fact]
    public void Ratings_Wrong_SaysWhatToDo()
    {
        Assert.Equal((Level.Wrong, "Name the files with --ratings."), Advice(_folder.At("none.csv")));
        Assert.Equal((Level.Wrong, "Name the files with --ratings."), Advice(_folder.At("none", "*.csv")));
        string first = _folder.Write("day/a.csv", Header), other = _folder.Write("day/b.csv", "movieId,userId,rating,timestamp\n");
        Assert.Equal((Level.Wrong, "Name the files with --ratings."), Advice(_folder.At("day")));
        Assert.Contains($"'{first}' has the columns userId, movieId, rating, timestamp, '{other}' has", Ratings(_folder.At("day")).Found, StringComparison.Ordinal);
        Assert.Equal((Level.Wrong, "Name the files' layout with --layout."), Advice(_folder.Write("other.csv", "a,b\n")));
    }

    [Fact]
    public void Ratings_Address_IsNotLookedAt() => Assert.Equal(
        new Finding(Level.Note, "ratings", "hdfs://name/day/*.csv", "Not looked at: an address is reached once a run has its Spark."), Ratings("hdfs://name/day/*.csv"));

    public void Dispose() => _folder.Dispose();

    private (Level, string) Advice(string words) => (Ratings(words).Level, Ratings(words).Advice);

    private Finding Ratings(string words) => Checks.All(new PipelineOptions { Input = new InputOptions { Ratings = words, Items = "" }, Output = _folder.At("out") }).Single(finding => finding.What == "ratings");
}
