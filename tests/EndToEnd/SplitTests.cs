namespace RecPipeline.EndToEnd.Tests;

[Collection(nameof(SampleRun))]
public class SplitTests(SampleRun sample)
{
    private readonly SplitTables _splits = new(sample.Catalog, "ml-latest-small");

    [Theory]
    [InlineData("hash_20")]
    [InlineData("loo_last")]
    public void The_rows_of_a_split_are_those_of_the_golden_file(string protocol) => _splits.CheckRows(protocol);

    [Fact]
    public void The_held_out_users_are_those_of_the_golden_file() => _splits.CheckHeldOutUsers("strong_liked");
}
