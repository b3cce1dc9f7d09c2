using System.Text.Json;
using RecPipeline.Formats.Parquet;
using Xunit.Abstractions;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>The damaged files of the corpus: an error that says where, never a crash, a hang, or memory by a number that is only declared.</summary>
/// <remarks>Where the corpus also allows the right rows (<c>either</c>), this reader mostly has an error all the same.</remarks>
public sealed class DamagedFileTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Rows = new()
    {
        // Wrong: the library, and pyarrow with it, takes the deprecated order of bits for the other one. No writer since 2013 uses it; nothing in the footer tells.
        ["levels_bit_packed.parquet"] = "[0] [1] [null] [null] [2] [3] [4] [5] [null] [null] [null] [null]",
        ["zstd_bomb_declared.parquet"] = "[0] [0] [0] [0] [0] [0] [0] [0] [0] [0]",
    };

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
        if (Rows.TryGetValue(name, out string? rows))
        {
            Assert.Equal("either", must);
            Assert.Equal(rows, string.Join(' ', ReadAll(bytes, name)));
            return;
        }
        var error = Assert.Throws<ParquetFormatException>(() => ReadAll(bytes, name));
        output.WriteLine($"{what} ({must}): {error.Message}");
        Assert.Equal(name, error.File);
        Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
        Assert.Contains($"found {error.Found}; expected {error.Expected}. ", error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.Found) || string.IsNullOrEmpty(error.Expected));
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    private static List<string> ReadAll(byte[] bytes, string name)
    {
        using var reader = new ParquetReader(new MemoryStream(bytes), name);
        return Cells.Rows(reader.Read());
    }
}
