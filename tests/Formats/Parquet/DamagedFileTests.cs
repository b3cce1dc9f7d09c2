using System.Text.Json;
using RecPipeline.Formats.Parquet;
using Xunit.Abstractions;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>The damaged files of the corpus: an error that says where, never a crash, a hang, or memory by a number that is only declared.</summary>
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
        var (rows, error) = TryRead(bytes, name);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{what} ({must}): {error?.Message ?? $"{rows} rows"}; {allocated:N0} bytes");
        // The page of 256 MiB is truly there.
        Assert.InRange(allocated, 0, name == "zstd_bomb_declared.parquet" ? 640L << 20 : AllowedBytes + bytes.Length);
        Assert.True(error is not null || must == "either", $"{rows} rows were read, but an error is due");
    }

    private static (int Rows, ParquetFormatException? Error) TryRead(byte[] bytes, string name)
    {
        try
        {
            using var reader = new ParquetReader(new MemoryStream(bytes), name);
            return (reader.Read().Sum(batch => batch.RowCount), null);
        }
        catch (ParquetFormatException error)
        {
            Assert.Equal(name, error.File);
            Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
            Assert.Contains($"found {error.Found}; expected {error.Expected}. ", error.Message, StringComparison.Ordinal);
            Assert.NotEmpty(error.Found);
            Assert.NotEmpty(error.Expected);
            return (0, error);
        }
    }
}
