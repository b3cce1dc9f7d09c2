using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Tests.Running.OptionReads;

/// <summary>A stage that reads an option outside its key would say "up to date" after that option has changed.</summary>
public sealed class StageOptionsTests
{
    private static ModelsOptions AllModels => new ModelsOptions().Names.Aggregate(new ModelsOptions(), (all, name) => all.With(name, all[name] with { Enabled = true, Write = true }));

    // What the keys of some stages hold of an option only where others switch it on.
    private static readonly PipelineOptions[] Switched =
    [
        new(),
        new()
        {
            Engine = "spark", Models = AllModels, TopN = new() { Blend = new() { Choose = true }, Rules = "rules.json", Explore = 1, Cold = 1, Diversity = 0.1 },
            Evaluate = new() { Protocols = ["strong_liked", "liang", "loo_last"] },
        },
    ];

    /// <summary>Every stage that may be up to date: one that writes nothing always runs.</summary>
    public static TheoryData<string> Stages => [.. Pipeline.Stages.Where(stage => stage.Writes.Count > 0 || stage.Definition.Files.Count > 0).Select(stage => stage.Name)];

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_stage_reads_no_option_that_is_not_in_its_key(string name)
    {
        var stage = Pipeline.Stages.Single(each => each.Name == name);
        var free = stage.Definition.FreeOptions;
        var inKey = OptionChanges.Paths.Except(Switched.Select(options => OptionChanges.NotInKey(stage, options)).Aggregate((all, next) => [.. all.Intersect(next)])).ToHashSet();
        if (inKey.Count >= OptionChanges.Paths.Count - 1)
            inKey.Add(ReachableReads.ByReflection); // the report's key holds all of them
        var faults = Reads(stage).Where(read => !inKey.Contains(read.Key) && !free.Any(path => read.Key == path || read.Key.StartsWith(path + ".", StringComparison.Ordinal)))
            .Select(read => $"{read.Key} in {read.Value}").Order(StringComparer.Ordinal).ToArray();
        Assert.True(faults.Length == 0, $"Stage '{name}' reads options that are not in its key. Add them to KeyOptions, or to FreeOptions where no value changes a table:\n{string.Join('\n', faults)}");
    }

    // What is free must be read, or the list would grow old.
    [Theory]
    [MemberData(nameof(Stages))]
    public void A_stage_reads_what_it_calls_free(string name)
    {
        var stage = Pipeline.Stages.Single(each => each.Name == name);
        var reads = Reads(stage).Keys.ToArray();
        string[] common = ["threads", "engine", "spark"];
        Assert.All(stage.Definition.FreeOptions.Except(common), path => Assert.Contains(reads, read => read == path || read.StartsWith(path + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Reads_of_lambdas_helpers_executor_functions_and_both_engines_are_found()
    {
        var reads = Reads(Pipeline.Stages.Single(stage => stage.Name == "top-n"));
        Assert.Contains("ListModels.Choose", reads["evaluate.cutoffs"], StringComparison.Ordinal);
        Assert.Contains("ListTask", ReachableReads.From(typeof(Jobs.Stages.TopN.TopNStage).GetMethod(nameof(StageDefinition.RunSpark))!)["topN.reasons"], StringComparison.Ordinal);
        Assert.Contains("InputLayout.Of", Reads(Pipeline.Stages[0])["input.table.genres"], StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Reads(Stage stage) => ReachableReads.From(
        stage.Definition.GetType().GetMethod(nameof(StageDefinition.RunLocal))!, stage.Definition.GetType().GetMethod(nameof(StageDefinition.RunSpark))!);
}
