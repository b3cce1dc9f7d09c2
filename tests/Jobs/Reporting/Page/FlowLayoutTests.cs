using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Reporting.Page;

namespace RecPipeline.Jobs.Tests.Reporting.Page;

public sealed class FlowLayoutTests
{
    [Fact]
    public void Columns_OfTheWholeFlow_FollowTheOrderOfDependence()
    {
        var layout = Layout(SampleStages.All("ran"));
        Assert.Equal(
            ["clean", "split popularity als similarity", "hand-off evaluate top-n", "gate publish", "report"],
            layout.Columns.Select(column => string.Join(' ', column.Select(node => node.Stage!.Name))));
    }

    [Fact]
    public void Ways_ThatALongerWayImplies_AreLeftOut()
    {
        var ways = Layout(SampleStages.All("ran")).Ways.Select(way => $"{way[0].Stage!.Name}>{way[^1].Stage!.Name}");
        Assert.Equal(
            "clean>split clean>popularity clean>als clean>similarity split>hand-off split>evaluate popularity>top-n als>top-n similarity>top-n "
            + "top-n>publish evaluate>gate evaluate>publish publish>report",
            string.Join(' ', ways));
    }

    [Fact]
    public void Ways_OverSeveralColumns_PassThroughPoints()
    {
        // e feeds d, which the longer way a, b, c puts three columns further.
        StageFacts[] stages = [Stage("a", "", "x"), Stage("e", "", "z"), Stage("b", "x", "y"), Stage("c", "y", "w"), Stage("d", "w z", "")];
        var layout = Layout(stages);
        var way = layout.Ways.Single(each => each[0].Stage!.Name == "e");
        Assert.Equal([0, 1, 2, 3], way.Select(node => node.Column));
        Assert.Equal([false, true, true, false], way.Select(node => node.Stage is null));
    }

    [Fact]
    public void Boxes_OfAColumn_DoNotOverlap()
    {
        var layout = Layout(SampleStages.All("ran"));
        Assert.All(layout.Columns, column => Assert.All(column.Zip(column.Skip(1)), pair => Assert.True(pair.First.Y + pair.First.Height < pair.Second.Y)));
        Assert.All(layout.Columns.SelectMany(column => column), node => Assert.InRange(node.Y + node.Height, 0, layout.Height));
    }

    [Fact]
    public void Layout_OfNoStages_IsEmpty() => Assert.Equal(0, Layout([]).Height);

    private static FlowLayout Layout(IReadOnlyList<StageFacts> stages) => new(stages, stage => 20 + 10 * stage.Tables.Count);

    private static StageFacts Stage(string name, string reads, string writes) =>
        new(name, "", "ran", 1, reads.Split(' ', StringSplitOptions.RemoveEmptyEntries), writes.Split(' ', StringSplitOptions.RemoveEmptyEntries), []);
}
