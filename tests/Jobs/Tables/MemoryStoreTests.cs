using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests.Tables;

public sealed class MemoryStoreTests : TableStoreTests
{
    protected override ITableStore Store { get; } = new MemoryStore();

    [Fact]
    public void Describe_Path_SaysThatItIsMemory() => Assert.Equal("memory:ratings/x", Store.Describe("ratings/x"));
}
