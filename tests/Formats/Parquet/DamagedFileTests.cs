using System.Text.Json;
using RecPipeline.Formats.Parquet;
using Xunit.Abstractions;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>The damaged files of the corpus: an error that says where, never a crash, a hang, or memory by a number that is only declared.</summary>
/// <remarks>Where the corpus also allows the right rows (<c>either</c>), this reader has an error all the same.</remarks>
public sealed class DamagedFileTests(ITestOutputHelper output)
{
    private const long AllowedBytes = 64L << 20;

    public static TheoryData<string, string, string> Files
    {
        get
        {
            var files = new TheoryData<string, string, string>();
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(GoldenFiles.Folder, "corrupted", "expected.json")));
            foreach (var file in document.RootElement.EnumerateArray())
                files.Add(file.GetProperty("file").GetString()!, file.GetProperty("must").GetString()!, file.GetProperty("what").GetString()!);
            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_DamagedFile_SaysWhatIsWrongAndWhere(string name, string must, string what)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(GoldenFiles.Folder, "corrupted", name));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ParquetFormatException>(() => ReadAll(bytes, name));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{what} ({must}): {error.Message}; {allocated:N0} bytes");
        Assert.InRange(allocated, 0, AllowedBytes + bytes.Length);
        Assert.Equal(name, error.File);
        Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
        Assert.Contains($"found {error.Found}; expected {error.Expected}. ", error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.Found) || string.IsNullOrEmpty(error.Expected));
    }

    private static int ReadAll(byte[] bytes, string name)
    {
        using var reader = new ParquetReader(new MemoryStream(bytes), name);
        return reader.Read().Sum(batch => batch.RowCount);
    }
}
