using RecPipeline.Tests.Support;

namespace RecPipeline.Foundation.Tests;

public sealed class DurableFileStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Dispose_LeavesAllBytes()
    {
        using (var stream = new DurableFileStream(_folder.At("a")))
            stream.Write("contract"u8);
        Assert.Equal("contract"u8.ToArray(), File.ReadAllBytes(_folder.At("a")));
    }

    [Fact]
    public void New_FileThatIsThere_IsNotOverwritten()
    {
        File.WriteAllText(_folder.At("a"), "old");
        Assert.Throws<IOException>(() => new DurableFileStream(_folder.At("a")));
        Assert.Equal("old", File.ReadAllText(_folder.At("a")));
    }

    public void Dispose() => _folder.Dispose();
}
