using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Clean.Describing;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Reads the ratings file: parses, validates, dedupes, numbers users and items, and accounts for every row.</summary>
internal sealed class CleanStage : StageDefinition
{
    public override string Name => "clean";

    public override int Version => 2;

    // The upper time limit follows the run's date, so a new day cleans again; equal content then stops the work there.
    // What a csv needs is as it was before there were other forms, so that its key is too. Options for Spark's reader enter without what is
    // secret.
    public override JsonObject KeyOptions(PipelineOptions options)
    {
        var json = Json(("layout", options.Input.Layout), ("table", options.Input.Table), ("features", options.Input.Features),
            ("clean", options.Clean with { StopList = "" }));
        if (options.Input.Format != InputFormats.Csv)
            json["format"] = options.Input.Format;
        if (options.Input.Options.Count > 0)
            json["options"] = OptionProperties.ToJson(options.Input)["options"]!.DeepClone();
        return json;
    }

    // They decide what is refused and change no table.
    public override IReadOnlyList<string> FreeOptions => [.. base.FreeOptions, "input.maxExpandedBytes", "input.maxLineBytes"];

    public override IEnumerable<string> RawInputs(PipelineOptions options) =>
        (InputFormats.IsSparkTable(options.Input) ? [] : InputFiles.Of(options.Input.Ratings).Paths)
            .Concat(new[] { options.Input.Items, options.Input.Users, options.Clean.StopList }.Where(file => file.Length > 0));

    public override IEnumerable<KeyValuePair<string, string>> RawIdentities(PipelineOptions options) =>
        InputFormats.IsSparkTable(options.Input)
        ? SparkTable.Of(options.Input).Identity(InputLayout.Of(options).RatingNames).Concat(base.RawIdentities(options))
        : base.RawIdentities(options);

    public override void RunLocal(StageContext context) => CleanLocal.Run(context);

    // Texts as ids, sums of duplicates and decayed ratings have no Spark form; their rows are cleaned by the local form, on the driver.
    public override void RunSpark(StageContext context)
    {
        var layout = InputLayout.Of(context.Options);
        var parts = RatingsFiles.OfSpark(context, layout);
        string[] unhandled = [.. CleanSpark.Unhandled(context.Options)];
        string? reason = unhandled.Length == 0 ? CleanSpark.Reason(layout, parts) : $"{string.Join(", ", unhandled)} have no form there";
        if (reason is null)
            CleanSpark.Run(context, parts);
        else
            RunOnDriver(context, reason);
    }

    /// <summary>The limits of one rating. Without an items file any item may be rated.</summary>
    public static RatingRules Rules(CleanOptions options, ItemsFile? items)
    {
        var known = options.RequireKnownItem ? items : null;
        return new RatingRules(options.RatingRange[0], options.RatingRange[1], options.RatingStep, options.MinId, options.TimeMin,
            options.TimeMax, known?.Numbers) { KnownTexts = known?.Texts };
    }

    /// <summary>Which of several rows of one user and item is kept.</summary>
    public static DuplicateRule Duplicates(CleanOptions options) => options.Duplicates switch
    {
        "max" => DuplicateRule.Max,
        "sum" => DuplicateRule.Sum,
        _ => DuplicateRule.Latest,
    };
}
