using System.Text;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Stages.Clean.Describing;
using RecPipeline.Models;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Takes items of the items file that nobody rated into the catalogue, by <c>clean.unratedItems</c>.</summary>
internal static class UnratedItems
{
    /// <summary>
    /// The kept items and the unrated ones, in the order of ids; what a filter dropped, and the stoplist names, stays out.
    /// </summary>
    /// <param name="options">Of clean.</param>
    /// <param name="kept">Items with ratings that are left.</param>
    /// <param name="rated">Items with ratings before filters.</param>
    /// <param name="items">The items file.</param>
    public static RawIds Add(CleanOptions options, RawIds kept, RawIds rated, ItemsFile? items)
    {
        if (!options.UnratedItems || items is null)
            return kept;
        var unrated = rated.AreTexts ? Texts(items, rated) : Numbers(items, rated);
        if (CleanLocal.Stopped(options, unrated, items) is { } isStopped)
            unrated = unrated.Pick([.. Enumerable.Range(0, unrated.Count).Where(item => !isStopped(item))]);
        return rated.AreTexts
            ? TextsOf(All(kept).Concat(All(unrated)))
            : RawIds.Of([.. kept.Numbers.Concat(unrated.Numbers).Order()]);
    }

    /// <summary>The same ratings with the indices of items among more of them.</summary>
    /// <param name="ratings">Indices of <paramref name="kept"/>.</param>
    /// <param name="kept">Ascending.</param>
    /// <param name="all">Ascending, with all of <paramref name="kept"/>.</param>
    public static RatingTable Renumber(RatingTable ratings, RawIds kept, RawIds all)
    {
        if (kept.Count == all.Count)
            return ratings;
        var index = new int[kept.Count];
        for (int item = 0, at = 0; item < kept.Count; item++, at++)
        {
            while (all.Text(at) != kept.Text(item))
                at++;
            index[item] = at;
        }
        return new RatingTable(ratings.User, Array.ConvertAll(ratings.Item, item => index[item]), ratings.Rating, ratings.Timestamp);
    }

    private static RawIds Numbers(ItemsFile items, RawIds rated) => RawIds.Of(
        [.. items.Rows.Ids.Where(id => Array.BinarySearch(rated.Numbers, id) < 0).Distinct().Order()]);

    private static RawIds Texts(ItemsFile items, RawIds rated) => TextsOf(
        items.Rows.TextIds.Where(id => rated.TryFind(id, out int index) && index < 0).Distinct().Select(Encoding.UTF8.GetBytes));

    private static IEnumerable<byte[]> All(RawIds ids) => Enumerable.Range(0, ids.Count).Select(item => ids.Texts[item].ToArray());

    private static RawIds TextsOf(IEnumerable<byte[]> texts)
    {
        byte[][] sorted = [.. texts.Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))];
        var offsets = new int[sorted.Length + 1];
        for (int i = 0; i < sorted.Length; i++)
            offsets[i + 1] = offsets[i] + sorted[i].Length;
        return RawIds.Of(new Utf8Ids(offsets, sorted.SelectMany(bytes => bytes).ToArray()));
    }
}
