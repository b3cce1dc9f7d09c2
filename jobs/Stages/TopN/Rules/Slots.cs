using RecPipeline.Foundation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Content;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.Shaping;
using RecPipeline.Models.TopN;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Jobs.Stages.TopN.Rules;

/// <summary>
/// What options say of lists beside the file of rules: last rows for rarely rated and unrated items, diversity, calibration.
/// </summary>
internal static class Slots
{
    /// <summary>Items that nobody has rated: no list holds them but those rows.</summary>
    public static int[] Unrated(ItemPopularity popularity) =>
        [.. Enumerable.Range(0, popularity.Ratings.Length).Where(item => popularity.Ratings[item] == 0)];

    /// <summary>The rules with these; null where there are none.</summary>
    /// <param name="context">Session.</param>
    /// <param name="options">Which of them.</param>
    /// <param name="denied">Items nobody gets.</param>
    /// <param name="shaping">The rules so far; null for none.</param>
    /// <param name="popularity">Of the run.</param>
    public static ListShaping? Add(
        StageContext context, TopNOptions options, int[] denied, ListShaping? shaping, ItemPopularity popularity)
    {
        if (!options.IsShaped)
            return null;
        var excluded = denied.ToHashSet();
        int[] Allowed(Func<long, bool> takes) =>
            [.. Enumerable.Range(0, popularity.Ratings.Length).Where(item => takes(popularity.Ratings[item]) && !excluded.Contains(item))];
        return (shaping ?? new ListShaping()) with
        {
            Explore = options.Explore == 0 ? null : new ExploreRule(
                options.Explore, ListRules.Day(options.Date).DayNumber, context.Options.Seed,
                Allowed(ratings => ratings > 0 && ratings <= options.ExploreRatings)),
            Taste = options.Diversity + options.Calibration == 0 ? null : Taste(context, options, popularity.Ratings.Length),
            Cold = options.Cold == 0 ? null : Cold(context, Allowed(ratings => ratings == 0), popularity.Ratings.Length),
        };
    }

    private static ColdRule Cold(StageContext context, int[] unrated, int items)
    {
        if (unrated.Length == 0)
            context.Warn(
                "topN.cold: every item of the items file has ratings, or may not be listed; no list has a row for an unrated one.");
        var values = ItemValues.Read(context);
        var (names, offsets, features) = values.Sets([.. values.Names.Order(StringComparer.Ordinal)], items);
        return new ColdRule(
            context.Options.TopN.Cold, ContentModel.ModelName, context.Options.LikedThreshold, unrated, offsets,
            features, names);
    }

    private static TasteRule Taste(StageContext context, TopNOptions options, int items)
    {
        var values = ItemValues.Read(context);
        if (values.Of(options.AlikeBy) is null)
            throw new UsageException(
                $"topN.alikeBy is {ShownText.Quoted(options.AlikeBy, 60)}, which no item has. "
                + $"{Nearest.Hint(options.AlikeBy, values.Names)} "
                + "Columns of the items file are read where input.features.items names them.");
        var (names, offsets, features) = values.Sets([options.AlikeBy], items);
        return new TasteRule(
            options.Diversity, options.Calibration, options.Pool, context.Options.LikedThreshold, names.Length, offsets, features);
    }
}
