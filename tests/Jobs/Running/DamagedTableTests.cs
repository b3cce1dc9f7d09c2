using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Running;

/// <summary>A table that was damaged between two stages stops the run, or gives what it would have given undamaged. The same on Spark: <c>DamagedTableOnSparkTests</c>.</summary>
public sealed class DamagedTableTests : IDisposable
{
    private const int Positions = 60;

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    [Fact]
    public void Execute_ByteOfRatingsInvertedAfterClean_StopsOrWritesTheSameTables()
    {
        var options = SmallRun.Options(SmallData.Write(_folder));
        SmallRun.Execute(_store, options, new StageSelection(To: "split"));
        var expected = SmallRun.Hashes(_store, options);
        string file = $"ratings/{new Catalog(_store).Contract("ratings").Folder}/part-00000.parquet";
        byte[] whole = Bytes(file);
        int stopped = 0;
        for (int at = 0; at < whole.Length; at += Math.Max(1, whole.Length / Positions))
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0xFF;
            _store.Replace(file, changed);
            if (Stops(options))
                stopped++;
            else
                Assert.Equal(expected, SmallRun.Hashes(_store, options));
        }
        Assert.InRange(stopped, Positions / 2, Positions + 2); // what is unused, such as statistics of groups that are all read, changes nothing
    }

    public void Dispose() => _folder.Dispose();

    // An error is an expected outcome here.
    private bool Stops(PipelineOptions options)
    {
        try
        {
            SmallRun.Execute(_store, options, new StageSelection(Only: "split"), force: true);
            return false;
        }
        catch (Exception error) when (error is ParquetFormatException or StoreException)
        {
            return true;
        }
    }

    private byte[] Bytes(string path)
    {
        using var stream = _store.Open(path);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
