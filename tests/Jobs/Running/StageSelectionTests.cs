using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Tests.Running;

public class StageSelectionTests
{
    private static readonly string[] All = [.. Pipeline.Stages.Select(stage => stage.Name)];

    [Fact]
    public void Of_NothingChosen_IsEveryStage() => Assert.Equal(All.ToHashSet(), new StageSelection().Of(Pipeline.Stages));

    [Theory]
    [InlineData("hand-off", null, "hand-off autoencoder top-n evaluate gate publish report")]
    [InlineData(null, "popularity", "clean split popularity")]
    [InlineData("split", "similarity", "split popularity similarity")]
    [InlineData("als", "als", "als")]
    public void Of_FromAndTo_IsTheStagesBetween(string? from, string? to, string expected) =>
        Assert.Equal(expected.Split(' ').ToHashSet(), new StageSelection(from, to).Of(Pipeline.Stages));

    [Fact]
    public void Of_Only_IsThatStage() => Assert.Equal(["report"], new StageSelection(Only: "report").Of(Pipeline.Stages));

    [Fact]
    public void Of_NoEvaluate_LeavesOutEvaluateAndGate() =>
        Assert.Equal(All.Except(["evaluate", "gate"]).ToHashSet(), new StageSelection(NoEvaluate: true).Of(Pipeline.Stages));

    [Theory]
    [InlineData("als", "split", null, "--from als lies behind --to split; the order is clean, split, popularity,")]
    [InlineData("als", null, "split", "--only does not go with --from or --to; give one or the other.")]
    [InlineData(null, "split", "als", "--only does not go with --from or --to; give one or the other.")]
    [InlineData("similarty", null, null, "There is no stage 'similarty'. Did you mean 'similarity'?")]
    [InlineData(null, "ALSO", null, "There is no stage 'ALSO'. Did you mean 'als'?")]
    [InlineData(null, null, "zzzzzzzz", "There is no stage 'zzzzzzzz'. Known: als, als-plain, als-ratings,")]
    public void Of_WrongUse_SaysWhatIsRight(string? from, string? to, string? only, string expected)
    {
        var error = Assert.Throws<UsageException>(() => new StageSelection(from, to, only).Of(Pipeline.Stages));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, error.Code);
    }
}
