using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.Tests.Training;

namespace RecPipeline.GpuWorker.Tests.HandOff;

public class HandOffReaderTests
{
    [Fact]
    public void Role_WrittenRows_ComeBack()
    {
        using var files = new TrainingFiles();
        var rows = new HandOffReader(files.HandOff).Role("train");
        Assert.Equal(Enumerable.Range(100, 50), rows.Users);
        Assert.Equal(files.Data.Indices.ToArray(), rows.Input.Indices.ToArray());
        Assert.Equal(files.Data.Values.ToArray(), rows.Input.Values.ToArray());
        Assert.Empty(new HandOffReader(files.HandOff).Role("validation").Users);
    }

    [Theory]
    [InlineData("\"rows\": 50", "\"rows\": 51", "field 'rows' of 'role=train/part=000'")]
    [InlineData("\"max_row_length\": ", "\"max_row_length\": 1", "max_row_length")]
    [InlineData("\"content_hash\": \"50", "\"content_hash\": \"51", "content_hash")]
    [InlineData("\"format_version\": 1", "\"format_version\": 2", "format_version")]
    [InlineData("\"item_count\": 40", "\"item_count\": 20", "stay below item_count 20")]
    [InlineData("\"item_count\"", "\"items_count\"", "item_count")]
    [InlineData("role=train/part=000", "../part=000", "files.folder")]
    [InlineData("\"folder\": \"role=train/part=000", "\"folder\": \"role=train/part=001", "part 'role=train/part=001' of the manifest is missing")]
    public void Role_ManifestThatDoesNotFit_NamesTheField(string old, string changed, string expected)
    {
        using var files = new TrainingFiles();
        string manifest = files.At("hand-off", Manifest.FileName), text = File.ReadAllText(manifest);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(manifest, text.Replace(old, changed, StringComparison.Ordinal));
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => new HandOffReader(files.HandOff).Role("train")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Role_TruncatedFile_IsRefused()
    {
        using var files = new TrainingFiles();
        string part = files.At("hand-off", "role=train", "part=000", "part-00000.parquet");
        File.WriteAllBytes(part, File.ReadAllBytes(part)[..^40]);
        Assert.Contains(part, Assert.ThrowsAny<IOException>(() => new HandOffReader(files.HandOff).Role("train")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CDF\u0001 and more", "is a NetCDF file of DSSTNE")]
    [InlineData("anything", "a hand-off is a folder with manifest.json")]
    public void Manifest_OfAFile_SaysWhatItIs(string content, string expected)
    {
        using var files = new TrainingFiles();
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => Manifest.Read(files.Write("old.nc", content))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FolderOfSomebodyElse_IsLeftAlone()
    {
        using var files = new TrainingFiles();
        files.Write("mine/letter.txt", "dear");
        Assert.Throws<ConfigurationException>(() => HandOffWriter.Write(files.At("mine"), TrainingFiles.Promise(40), [.. Enumerable.Range(0, 50)], files.Data));
        Assert.Equal("dear", File.ReadAllText(files.At("mine", "letter.txt")));
    }
}
