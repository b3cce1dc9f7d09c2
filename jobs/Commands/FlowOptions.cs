using CommandLine;

namespace RecPipeline.Jobs.Commands;

/// <summary>Options of every command that goes through the flow: input, output, settings.</summary>
internal abstract class FlowOptions
{
    /// <summary>The models that take part, with commas; null for those of the settings.</summary>
    public abstract string? ModelNames { get; }

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

    [Option("threads", MetaValue = "N", HelpText = "Worker threads; 0 takes all cores. Never changes a result.")]
    public int? Threads { get; set; }

    [Option("engine", MetaValue = "NAME", HelpText = "What runs the stages: local or spark.")]
    public string? Engine { get; set; }

    [Option("date", MetaValue = "YYYY-MM-DD", HelpText = "The run's date; default is today in UTC.")]
    public string? Date { get; set; }
}
