using System.Diagnostics;
using System.Security.Cryptography;
using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Tests.Support;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Launching;

public sealed class SparkFinderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // It would go before the cache and the archives that these tests lay out; no other test reads it.
    public SparkFinderTests() => Environment.SetEnvironmentVariable("SPARK_HOME", null);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_GivenFolder_ReadsItsVersion()
    {
        Distribution("here", "3.5.9");
        var home = SparkFinder.Find(Options() with { Home = _folder.At("here") });
        Assert.Equal((_folder.At("here"), new SparkVersion(3, 5, 9), "the caller"), (home.Folder, home.Version, home.Source));
    }

    [Fact]
    public void Find_NoReleaseFile_TakesTheVersionOfTheCoreJar()
    {
        Distribution("here", "4.3.0");
        File.Delete(_folder.At("here", "RELEASE"));
        _folder.Write("here/jars/spark-core_2.13-4.3.0.jar", "");
        Assert.Equal(new SparkVersion(4, 3, 0), SparkFinder.Find(Options() with { Home = _folder.At("here") }).Version);
    }

    [Theory]
    [InlineData("nowhere", "which is no folder")]
    [InlineData("empty", "neither a RELEASE file nor jars/spark-core_*.jar")]
    [InlineData("half", "has no bin/spark-submit")]
    public void Find_WrongFolder_SaysWhatIsMissing(string name, string text)
    {
        Directory.CreateDirectory(_folder.At("empty"));
        _folder.Write("half/RELEASE", "Spark 3.5.9 (git revision x) built for Hadoop 3.3.4\n");
        Assert.Contains(text, Assert.Throws<SparkNotFoundException>(() => SparkFinder.Find(Options() with { Home = _folder.At(name) })).Message);
    }

    [Fact]
    public void Find_UntestedVersion_IsRefusedUnlessTheCallerInsists()
    {
        Distribution("here", "4.1.0");
        var options = Options() with { Home = _folder.At("here") };
        Assert.Contains("--allow-untested-spark", Assert.Throws<SparkNotFoundException>(() => SparkFinder.Find(options)).Message);
        Assert.Equal(1, SparkFinder.Find(options with { AllowUntested = true }).Version.Minor);
    }

    [Fact]
    public void Find_Cache_TakesTheBestVersionOrTheOneAskedFor()
    {
        Distribution("cache/spark-4.3.0", "4.3.0");
        Assert.Equal("4.3.0", SparkFinder.Find(Options()).Version.ToString());
        Distribution("cache/spark-3.5.9", "3.5.9");
        Assert.Equal("3.5.9", SparkFinder.Find(Options()).Version.ToString());
        Assert.Equal("4.3.0", SparkFinder.Find(Options() with { Version = "4.3.0" }).Version.ToString());
    }

    [Fact]
    public void Find_Archive_IsUnpackedOnceIntoTheCache()
    {
        Archive("3.5.9");
        var first = SparkFinder.Find(Options());
        Assert.Equal((_folder.At("cache", "spark-3.5.9"), _folder.At("archives", "spark-3.5.9.tar.xz")), (first.Folder, first.Source));
        Assert.Equal("the cache", SparkFinder.Find(Options()).Source);
        Assert.Equal(["spark-3.5.9"], Directory.GetFileSystemEntries(_folder.At("cache")).Select(Path.GetFileName));
    }

    [Fact]
    public void Find_DamagedArchive_IsRefusedByItsSum()
    {
        Archive("3.5.9");
        _folder.Write("archives/SHA256SUMS", new string('0', 64) + "  spark-3.5.9.tar.xz\n");
        Assert.Contains("The archive is damaged", Assert.Throws<SparkNotFoundException>(() => SparkFinder.Find(Options())).Message);
        Assert.False(Directory.Exists(_folder.At("cache", "spark-3.5.9")));
    }

    [Fact]
    public void Find_NotATar_LeavesNothingInTheCache()
    {
        _folder.Write("archives/spark-3.5.9.tar.xz", "this is no archive");
        Assert.Contains("tar ended with code", Assert.Throws<SparkNotFoundException>(() => SparkFinder.Find(Options())).Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.At("cache")));
    }

    [Fact]
    public void Find_Nothing_SaysWhereItLooked()
    {
        string message = Assert.Throws<SparkNotFoundException>(() => SparkFinder.Find(Options())).Message;
        Assert.Contains(_folder.At("cache"), message);
        Assert.Contains(_folder.At("archives"), message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Find_Download_ComparesTheSum(bool right)
    {
        Archive("3.5.9");
        byte[] archive = File.ReadAllBytes(_folder.At("archives", "spark-3.5.9.tar.xz"));
        // gpg's form: a name and upper-case groups over several lines.
        string digits = Convert.ToHexString(SHA512.HashData(right ? archive : [1]));
        string sum = "spark-3.5.9-bin-hadoop3.tgz: " + string.Join("\n  ", digits.Chunk(8).Select(group => new string(group)));
        using var server = new LocalFiles(new() { ["spark-3.5.9-bin-hadoop3.tgz"] = archive, ["spark-3.5.9-bin-hadoop3.tgz.sha512"] = System.Text.Encoding.ASCII.GetBytes(sum) });
        var options = Options() with { MayDownload = true, ArchiveFolders = [], Mirror = server.Address };
        if (right)
            Assert.Equal("3.5.9", SparkFinder.Find(options).Version.ToString());
        else
            Assert.Contains("The download is damaged", Assert.Throws<SparkNotFoundException>(() => SparkFinder.Find(options)).Message);
        Assert.Equal(right ? 1 : 0, Directory.GetFileSystemEntries(_folder.At("cache")).Length);
    }

    [Fact]
    public void Find_DownloadNotThere_SaysWhatToDo()
    {
        using var server = new LocalFiles([]);
        string message = Assert.Throws<SparkNotFoundException>(() => SparkFinder.Find(Options() with { MayDownload = true, Mirror = server.Address })).Message;
        Assert.Contains("Download Spark 3.5.9 by hand", message);
        Assert.Contains("404", message);
    }

    private SparkFinderOptions Options() => new() { Cache = _folder.At("cache"), ArchiveFolders = [_folder.At("archives")], MayDownload = false };

    private void Distribution(string name, string version)
    {
        _folder.Write(name + "/RELEASE", $"Spark {version} (git revision x) built for Hadoop 3.3.4\n");
        _folder.Write(name + "/bin/spark-submit", "#!/bin/sh\n");
    }

    private void Archive(string version)
    {
        Distribution($"made/spark-{version}", version);
        Directory.CreateDirectory(_folder.At("archives"));
        using var tar = Process.Start("tar", ["-cJf", _folder.At("archives", $"spark-{version}.tar.xz"), "-C", _folder.At("made"), $"spark-{version}"]);
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
    }
}
