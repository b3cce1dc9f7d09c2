using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.GpuWorker.Tests.Training;
using RecPipeline.Tests.Support;

namespace RecPipeline.GpuWorker.Tests.Commands;

public class CommandTests
{
    [Theory]
    [InlineData("train", "train needs -i, -n")]
    [InlineData("train -c no.json -i x -n y", "Reading the network file 'no.json'")]
    [InlineData("train -c config.json -i nothing -n y", "'nothing' is no hand-off")]
    [InlineData("train -c bad.json -i hand-off -n y", "Did you mean 'Denoising'?")]
    [InlineData("train -c config.json -i hand-off -n y --device gpu7", "There is no device 'gpu7'")]
    [InlineData("train -c config.json -i hand-off -n y --optimizer adagard", "Did you mean 'AdaGrad'?")]
    [InlineData("train -c config.json -i old.nc -n y", "is a NetCDF file of DSSTNE")]
    [InlineData("train -c config.json -i hand-off -o other -n y", "hold different rows or items")]
    [InlineData("train -c config.json -i hand-off -n hand-off/manifest.json", "is there already")]
    [InlineData("predict -n y -r hand-off -s out", "There is no model 'y'")]
    [InlineData("predict -n hand-off/manifest.json -r hand-off -s out", "is no model of this program")]
    [InlineData("generateNetCDF -d a -i text -o b -f c -s d", "There is no index file 'c'")]
    [InlineData("generateNetCDF -d a -i twice -o b -f c -s d -c", "sample 'u' stands there for the second time, first in twice line 1")]
    [InlineData("generateNetCDF -d a -i blank -o b -f c -s d -c", "blank line 1: item ' ' is blank")]
    [InlineData("generateNetCDF -d a -i text -o b -f c -s d -c -t analog", "the value of item 'x' is 'high'")]
    [InlineData("generateNetCDF -d a -i text -o b -f c -s d -c", "text line 1: the value of item 'x' is 'high', which is no number.")]
    [InlineData("generateNetCDF -d a -i times -o b -f c -s d -c", "times line 2: item '43' has no value, unlike those before it. A colon ends an item")]
    [InlineData("generateNetCDF -d a -i dates -o b -f c -s d -c", "dates line 1: the value of item 'x' is '2020-09-13 12', which is no number.")]
    [InlineData("generateNetCDF -d a -i some -o b -f c -s d -c", "some line 1: item 'y' has a value, unlike those before it.")]
    [InlineData("generateNetCDF -d a -i tab -o b -f c -s d -c", "tab line 1: a second TAB stands among the items, before 'y:z'.")]
    [InlineData("generateNetCDF -d a -i hidden -o b -f c -s d -c", "The folder 'hidden' has no files but such as begin with '_' or '.'")]
    [InlineData("generateNetCDF -d a -i bell -o b -f c -s d -c", "bell line 1: the value of item '\\x1B[31mx' is '\\x07', which is no number.")]
    [InlineData("generateNetCDF -d a -i text -o b -f c -s d -c -m", "-c and -m exclude each other")]
    [InlineData("train --batch-siz 3", "batch-siz")]
    public void Wrong_use_is_code_2_and_says_what_is_wrong(string arguments, string expected)
    {
        using var files = new TrainingFiles();
        Write(files);
        string[] before = Directory.GetFileSystemEntries(files.At());
        var (code, error) = Run(files, arguments);
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(files.At()));
    }

    [Fact]
    public void Predict_OnAHandOff_WritesItsPartitions()
    {
        using var files = new TrainingFiles();
        files.Train("a.model");
        files.Write("deny", "3\n17\n");
        var (code, error) = Run(files, "predict -n a.model -r hand-off -s lists -k 26 --deny deny --embeddings units");
        Assert.True(code == 0, error);
        var lists = Read(files.At("lists", "role=train", "part=000", "part-00000.parquet"));
        var units = Read(files.At("units", "role=train", "part=000", "part-00000.parquet"));
        Assert.Equal(50, units.RowCount);
        Assert.Equal(50 * 6, ((ListColumn)units["features"]).Elements.Length);
        var (users, items) = (lists.Values<int>("user_index").ToArray(), lists.Values<int>("item_index").ToArray());
        Assert.Equal(Enumerable.Range(100, 50), users.Distinct());
        Assert.DoesNotContain(items, item => item is 3 or 17);
        for (int at = 0; at < users.Length; at++)
            Assert.False(files.Data.RowIndices(users[at] - 100).Contains(items[at]), $"user {users[at]} has seen {items[at]}");
        Assert.Equal(Enumerable.Range(0, 50).Sum(user => Math.Min(26, 40 - files.Data.RowIndices(user).ToArray().Union([3, 17]).Count())), users.Length);
    }

    [Fact]
    public void Predict_OnTheHandOffOfAnotherRun_NamesTheField()
    {
        using var files = new TrainingFiles();
        files.Train("a.model");
        Write(files);
        var (code, error) = Run(files, "predict -n a.model -r other -s lists");
        Assert.Equal(2, code);
        Assert.Contains("field 'item_count' does not fit: found 30, expected 40", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(files.At("lists")));
    }

    // A folder as Spark leaves it, and the same parts in folders of their own: 60 samples of 14 items each.
    [Fact]
    public void GenerateNetCdf_FolderOfSpark_HasItsPartsAlone()
    {
        using var files = new TrainingFiles();
        string folder = Repository.Golden("cases", "66-dsstne-spark-folder", "in");
        foreach (string part in new[] { "part-00000", "part-00001" })
            files.Write($"deep/{part}/{part}", File.ReadAllText(Path.Combine(folder, part)));
        files.Write("deep/_temporary/part-00000", "no text\n");
        Assert.Equal(0, Run(files, $"generateNetCDF -d d -i {folder} -o x -f f -s s -c").Code);
        Assert.Equal(0, Run(files, "generateNetCDF -d d -i deep -o y -f g -s t -c").Code);
        Assert.Equal((60, 40), (File.ReadAllLines(files.At("s")).Length, File.ReadAllLines(files.At("f")).Length));
        Assert.Equal(File.ReadAllText(files.At("f")), File.ReadAllText(files.At("g")));
        Assert.Equal(File.ReadAllText(files.At("s")), File.ReadAllText(files.At("t")));
    }

    [Fact]
    public void GenerateNetCdf_MergesAndDropsItems()
    {
        using var files = new TrainingFiles();
        files.Write("one", "u\ta:b\nv\tc\n");
        files.Write("two", "w\tb:d\n");
        Assert.Equal(0, Run(files, "generateNetCDF -d d -i one -o x -f f -s s -c").Code);
        Assert.Equal("a\t0\nb\t1\nc\t2\n", File.ReadAllText(files.At("f")));
        Assert.Equal(0, Run(files, "generateNetCDF -d d -i two -o y -f f -s s").Code);
        Assert.Equal("a\t0\nb\t1\nc\t2\n", File.ReadAllText(files.At("f")));
        Assert.Equal(0, Run(files, "generateNetCDF -d d -i two -o z -f f -s s -m").Code);
        Assert.Equal("a\t0\nb\t1\nc\t2\nd\t3\n", File.ReadAllText(files.At("f")));
        Assert.Equal("u\t0\nv\t1\nw\t2\n", File.ReadAllText(files.At("s")));
        Assert.Contains("\"nnz\": 1,", File.ReadAllText(files.At("y", "manifest.json")), StringComparison.Ordinal);
        Assert.Contains("\"nnz\": 2,", File.ReadAllText(files.At("z", "manifest.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public void A_signal_leaves_a_checkpoint_and_its_code(string signal, int code)
    {
        using var files = new TrainingFiles();
        files.Write("config.json", Long);
        using var child = Worker.Start(files.At(), "train", "-c", "config.json", "-i", "hand-off", "-n", "a.model");
        child.WaitForOutput("epoch 2/");
        Assert.Equal(0, ChildProcess.Run("kill", $"-{signal}", $"{child.Id}").ExitCode);
        var result = child.Wait();
        Assert.Equal(code, result.ExitCode);
        Assert.Contains("Run the same command again", result.Error, StringComparison.Ordinal);
        Assert.Equal(["a.model.checkpoint"], Directory.GetFiles(files.At(), "a.model*").Select(Path.GetFileName));
    }

    [Fact]
    [Trait("Tier", "All")]
    public void Ten_kills_at_random_moments_change_nothing()
    {
        using var files = new TrainingFiles(items: 2000, users: 200);
        files.Write("config.json", Long.Replace("4000", "400", StringComparison.Ordinal));
        Assert.Equal(0, Worker.Run(files.At(), "train -c config.json -i hand-off -n whole.model").ExitCode);
        var random = new Random(3);
        // A fast machine may finish before a kill; what it has finished is compared as it is.
        for (int kill = 0; kill < 10 && !File.Exists(files.At("cut.model")); kill++)
        {
            using var child = Worker.Start(files.At(), "train", "-c", "config.json", "-i", "hand-off", "-n", "cut.model", "--checkpoint-seconds", "0.01");
            child.WaitForOutput("updates:");
            Thread.Sleep(random.Next(400));
            child.Kill();
        }
        if (!File.Exists(files.At("cut.model")))
            Assert.Equal(0, Worker.Run(files.At(), "train -c config.json -i hand-off -n cut.model").ExitCode);
        Assert.Equal(File.ReadAllBytes(files.At("whole.model")), File.ReadAllBytes(files.At("cut.model")));
    }

    private static readonly string Long = TrainingFiles.Network.Replace("\"Epochs\": 4", "\"Epochs\": 4000", StringComparison.Ordinal);

    private static void Write(TrainingFiles files)
    {
        files.Write("config.json", TrainingFiles.Network);
        files.Write("bad.json", TrainingFiles.Network.Replace("Denoising", "Denoiser", StringComparison.Ordinal));
        files.Write("old.nc", "CDF\u0001");
        files.Write("text", "u\tx,high:y\n");
        files.Write("twice", "u\tx\nv\tx\nu\ty\n");
        files.Write("blank", "u\t :x\n");
        files.Write("times", "u\tx,12\nv\tx,12:43:y,13:05\n");
        files.Write("dates", "u\tx,2020-09-13 12:43:47:y,2020-09-13 12:44:00\n");
        files.Write("some", "u\tx:y,5\n");
        files.Write("tab", "u\tx\ty:z\n");
        files.Write("hidden/_SUCCESS", "");
        files.Write("hidden/.part-00000.crc", "crc");
        files.Write("bell", "u\t\u001B[31mx,\u0007\n");
        GpuWorker.HandOff.HandOffWriter.Write(files.At("other"), TrainingFiles.Promise(30), [1, 2], BackEnds.Networks.Data(1, 2, 30, 0.3));
    }

    private static RecordBatch Read(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = new ParquetReader(stream, file);
        return reader.Read().Single();
    }

    private static (int Code, string Error) Run(TrainingFiles files, string arguments)
    {
        var result = Worker.Run(files.At(), arguments);
        return (result.ExitCode, result.Error + result.Output);
    }
}
