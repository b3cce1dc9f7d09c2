using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Fit;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests.Documents;

/// <summary>The README's picture of the flow, one line per stage, against <see cref="Pipeline"/>.</summary>
public class FlowTests
{
    [Fact]
    public void The_README_shows_the_stages_as_they_run()
    {
        int width = Pipeline.Stages.Where(stage => stage.Definition is not FitStage).Max(stage => stage.Name.Length) + 2;
        Document.Holds("README.md", "flow", ["```", .. Lines(width), "```"]);
    }

    [Fact]
    public void Every_table_that_a_stage_reads_was_written_by_an_earlier_one()
    {
        var written = new HashSet<string>();
        foreach (var stage in Pipeline.Stages)
        {
            Assert.All(stage.Reads, set => Assert.Contains(written, name => name == set.Name || name.StartsWith(set.Name + "/", StringComparison.Ordinal)));
            written.UnionWith(stage.Writes.Select(set => set.Name));
        }
    }

    [Fact]
    public void No_table_has_two_writers()
    {
        var written = Pipeline.Stages.SelectMany(stage => stage.Outputs(new())).ToArray();
        Assert.Equal(written.Distinct(), written);
    }

    // All models look alike: one line stands for them.
    private static IEnumerable<string> Lines(int width) => Pipeline.Stages
        .Select(stage => stage.Definition is FitStage
            ? $"{"<model>".PadRight(width)}{Reads(Pipeline.Stages.Single(each => each.Name == "popularity"))} → models/<model>"
            : $"{stage.Name.PadRight(width)}{Reads(stage)} → {Writes(stage)}")
        .Distinct();

    // A table in brackets may be missing; the stage does without it.
    private static string Reads(Stage stage) => stage.Reads.Count == 0
        ? "raw csv"
        : string.Join(", ", stage.Reads.Select(set => set.IsOptional ? $"[{set.Name}]" : set.Name));

    private static string Writes(Stage stage)
    {
        string[] all = [.. stage.Writes.Select(set => set.Name), .. stage.Definition.Files];
        return all.Length == 0 ? "go on or stop" : string.Join(", ", all);
    }
}
