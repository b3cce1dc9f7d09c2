using System.Buffers.Binary;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Spark.Gateway;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>A table that was damaged between two stages stops the run on Spark as on this machine, whichever engine wrote it.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class DamagedTableOnSparkTests(LiveSpark spark) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SparkTheory]
    [InlineData("local")]
    [InlineData("spark")]
    public void A_byte_inverted_in_a_page_fails_its_checksum(string writer)
    {
        var options = SmallRun.Options(SmallData.Write(_folder), _folder.At("out"));
        spark.CutInto(1, new FileInfo(options.Input.Ratings).Length); // one large file, most of whose bytes are values of one page
        Run(options, writer, "clean");
        string file = Ratings(options).MaxBy(path => new FileInfo(path).Length)!;
        byte[] whole = File.ReadAllBytes(file);
        // In the middle of the pages, which end where the footer begins.
        int pages = whole.Length - 8 - BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(whole.Length - 8));
        whole[pages / 2] ^= 0xFF;
        File.WriteAllBytes(file, whole);
        var error = Assert.Throws<PipelineException>(() => Run(options, "spark", "split"));
        string words = error + (error.InnerException as SparkGatewayException)?.JavaStackTrace;
        Assert.True(words.Contains("CRC checksum verification failed", StringComparison.Ordinal), words);
    }

    // Nothing in such a file is wrong but its rows.
    [SparkTheory]
    [InlineData("local")]
    [InlineData("spark")]
    public void Other_rows_in_a_sound_file_are_held_against_the_content_hash(string writer)
    {
        var options = SmallRun.Options(SmallData.Write(_folder), _folder.At("out"));
        var other = options with { Output = _folder.At("other"), Clean = options.Clean with { RatingRange = [1, 5], MaxRejectedShare = 1 } };
        Run(options, writer, "clean");
        Run(other, writer, "clean");
        foreach (string file in Ratings(options))
            File.Delete(file);
        foreach (string file in Ratings(other))
            File.Copy(file, Path.Combine(Folder(options), Path.GetFileName(file)));
        var error = Assert.Throws<StoreException>(() => Run(options, "spark", "split"));
        Assert.StartsWith($"Reading table 'ratings' in '{Folder(options)}': its files hold rows of the content hash ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" A file was changed or damaged; run stage 'clean' again with --force.", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Run(PipelineOptions options, string engine, string stage) => SmallRun.Execute(
        new LocalStore(options.Output), options with { Engine = engine }, new StageSelection(Only: stage), spark: engine == "spark" ? spark.Engine : null);

    private static string Folder(PipelineOptions options) => Path.Combine(options.Output, "ratings", new Catalog(new LocalStore(options.Output)).Contract("ratings").Folder);

    private static string[] Ratings(PipelineOptions options) => Directory.GetFiles(Folder(options), "*.parquet");
}
