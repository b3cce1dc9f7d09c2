using CommandLine;

namespace RecPipeline.Jobs.Commands;

[Verb("run", isDefault: false, HelpText = "Run the pipeline: from a ratings file to published lists and a report.")]
internal sealed class RunOptions : FlowOptions
{
    [Option(
        "models", MetaValue = "NAMES",
        HelpText = "The models to use, with commas, such as popularity,similarity,als,ease; "
        + "all for every one that the data allows (docs/models.md).")]
    public string? Models { get; set; }

    public override string? ModelNames => Models;

    [Option('n', MetaValue = "N", HelpText = "Rows of a user's list (topN.n).")]
    public int? N { get; set; }

    [Option("folds", MetaValue = "N", HelpText = "Folds of each protocol (evaluate.folds).")]
    public int? Folds { get; set; }

    [Option("master", MetaValue = "URL", HelpText = "Where Spark runs (spark.master): local[4], spark://host:7077, yarn, …")]
    public string? Master { get; set; }

    [Option("allow-untested-spark", HelpText = "Accept a Spark of another version than the tested ones.")]
    public bool AllowUntestedSpark { get; set; }

    [Option("from", MetaValue = "STAGE", HelpText = "First stage to run; earlier tables are taken as they are.")]
    public string? From { get; set; }

    [Option("to", MetaValue = "STAGE", HelpText = "Last stage to run.")]
    public string? To { get; set; }

    [Option("only", MetaValue = "STAGE", HelpText = "Run this stage alone.")]
    public string? Only { get; set; }

    [Option("no-evaluate", HelpText = "Leave out evaluate and gate.")]
    public bool NoEvaluate { get; set; }

    [Option("force", HelpText = "Run the selected stages even where nothing changed.")]
    public bool Force { get; set; }

    [Option("skip-exit-code", MetaValue = "CODE", HelpText = "Exit with this code when every stage was up to date.")]
    public int? SkipExitCode { get; set; }
}
