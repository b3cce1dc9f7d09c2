using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Content;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.Shaping;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.TopN.Rules;

/// <summary>The last rows of lists for rarely rated and unrated items, by <c>topN.explore</c> and <c>topN.cold</c>.</summary>
internal static class Slots
{
    /// <summary>Items that nobody has rated: no list holds them but those rows.</summary>
    public static int[] Unrated(ItemPopularity popularity) =>
        [.. Enumerable.Range(0, popularity.Ratings.Length).Where(item => popularity.Ratings[item] == 0)];

    /// <summary>The rules with these rows; null where there are neither.</summary>
    /// <param name="context">Session.</param>
    /// <param name="items">What nobody gets, and the rules so far.</param>
    /// <param name="popularity">Of the run.</param>
    public static ListShaping? Add(StageContext context, ItemLists items, ItemPopularity popularity)
    {
        var options = context.Options.TopN;
        if (!options.IsShaped)
            return null;
        var excluded = items.Excluded.ToHashSet();
        int[] Allowed(Func<long, bool> takes) =>
            [.. Enumerable.Range(0, popularity.Ratings.Length).Where(item => takes(popularity.Ratings[item]) && !excluded.Contains(item))];
        return (items.Shaping ?? new ListShaping()) with
        {
            Explore = options.Explore == 0 ? null : new ExploreRule(
                options.Explore, ListRules.Day(options.Date).DayNumber, context.Options.Seed,
                Allowed(ratings => ratings > 0 && ratings <= options.ExploreRatings)),
            Cold = options.Cold == 0 ? null : Cold(context, Allowed(ratings => ratings == 0), popularity.Ratings.Length),
        };
    }

    private static ColdRule Cold(StageContext context, int[] unrated, int items)
    {
        if (unrated.Length == 0)
            context.Warn("topN.cold: every item of the items file has ratings, or may not be listed; no list has a row for an unrated one.");
        var values = ItemValues.Read(context);
        var (names, cells) = (new List<string>(), new List<int>[items]);
        foreach (var name in values.Names.Order(StringComparer.Ordinal))
            foreach (var value in values.Of(name)!.GroupBy(cell => cell.Text).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                foreach (int item in value.Select(cell => cell.Item).Distinct())
                    (cells[item] ??= []).Add(names.Count);
                names.Add($"{name}={value.Key}");
            }
        var offsets = new int[items + 1];
        for (int item = 0; item < items; item++)
            offsets[item + 1] = offsets[item] + (cells[item]?.Count ?? 0);
        return new ColdRule(
            context.Options.TopN.Cold, ContentModel.ModelName, context.Options.LikedThreshold, unrated, offsets,
            [.. cells.SelectMany(features => features ?? [])], [.. names]);
    }
}
