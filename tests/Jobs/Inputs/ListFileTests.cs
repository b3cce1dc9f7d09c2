using System.Text;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Inputs;

public sealed class ListFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_MarkCrlfAndBlanks_GivesEntriesWithTheirLines() =>
        Assert.Equal([(1, "a"), (3, "b c"), (5, "é")], ListFile.Read(Write([.. "\uFEFFa\r\n\r\n \tb c \r\n  \né"u8])));

    [Fact]
    public void Read_BytesThatAreNoUtf8_AreRefusedWithTheirLine()
    {
        string path = Write([.. "a\n"u8, .. Encoding.Latin1.GetBytes("café\n")]);
        var error = Assert.Throws<UsageException>(() => ListFile.Read(path));
        Assert.Equal($"Reading the list '{path}', line 2: it holds bytes that are no UTF-8, so it would match nothing. Save the file as UTF-8.", error.Message);
    }

    [Fact]
    public void Read_EmptyFile_HasNoEntries() => Assert.Empty(ListFile.Read(Write([])));

    public void Dispose() => _folder.Dispose();

    private string Write(byte[] bytes)
    {
        string path = _folder.Write("list.txt", "");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
