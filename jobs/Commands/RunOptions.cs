using CommandLine;

namespace RecPipeline.Jobs.Commands;

[Verb("run", isDefault: false, HelpText = "Run the pipeline: from a ratings file to published lists and a report.")]
internal sealed class RunOptions
{
    [Option(
        "ratings", MetaValue = "FILES",
        HelpText = "Ratings: a file, a folder, a pattern in quotes, or a list with commas; default is the shipped MovieLens sample.")]
    public string? Ratings { get; set; }

    [Option("items", MetaValue = "FILE", HelpText = "Items file with titles and genres; 'none' for none.")]
    public string? Items { get; set; }

    [Option("users", MetaValue = "FILE", HelpText = "Users file with features such as age; 'none' for none.")]
    public string? Users { get; set; }

    [Option(
        "layout", MetaValue = "NAME",
        HelpText = "Layout of the input files: auto, movielens, movielens-1m, movielens-10m, movielens-100k, youtube, netflix, table.")]
    public string? Layout { get; set; }

    [Option("out", MetaValue = "FOLDER", HelpText = "Output folder; {date} expands.")]
    public string? Out { get; set; }

    [Option(
        "conf", MetaValue = "FILE",
        HelpText = "Settings laid over conf/pipeline.json, or spark.KEY=VALUE for a setting of Spark; may be given several times.")]
    public IEnumerable<string> Conf { get; set; } = [];

    [Option("set", MetaValue = "KEY=VALUE", HelpText = "One setting, such as models.als.rank=32; may be given several times.")]
    public IEnumerable<string> Set { get; set; } = [];

    [Option(
        "models", MetaValue = "NAMES",
        HelpText = "The models to use, with commas, such as popularity,similarity,als,ease; "
        + "all for every one that the data allows (docs/models.md).")]
    public string? Models { get; set; }

    [Option('n', MetaValue = "N", HelpText = "Rows of a user's list (topN.n).")]
    public int? N { get; set; }

    [Option("folds", MetaValue = "N", HelpText = "Folds of each protocol (evaluate.folds).")]
    public int? Folds { get; set; }

    [Option("threads", MetaValue = "N", HelpText = "Worker threads; 0 takes all cores. Never changes a result.")]
    public int? Threads { get; set; }

    [Option("engine", MetaValue = "NAME", HelpText = "What runs the stages: local or spark.")]
    public string? Engine { get; set; }

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

    [Option("date", MetaValue = "YYYY-MM-DD", HelpText = "The run's date; default is today in UTC.")]
    public string? Date { get; set; }

    [Option("skip-exit-code", MetaValue = "CODE", HelpText = "Exit with this code when every stage was up to date.")]
    public int? SkipExitCode { get; set; }
}
