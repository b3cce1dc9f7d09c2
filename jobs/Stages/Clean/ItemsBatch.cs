using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Csv;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Rows of the table <c>items</c>: every rated item, with what the items file says about it.</summary>
internal static class ItemsBatch
{
    /// <summary>Where the items file names an id twice, its first line counts.</summary>
    public static RecordBatch Of(IdDictionary ids, ItemsTable? items)
    {
        var rowOf = new Dictionary<long, int>();
        for (int row = 0; row < (items?.Count ?? 0); row++)
            rowOf.TryAdd(items!.Ids[row], row);
        int?[] rows = [.. ids.Ids.Select(id => rowOf.TryGetValue(id, out int row) ? row : (int?)null)];
        string?[] titles = [.. rows.Select(row => row is { } at ? items!.Titles[at] : null)];
        return new RecordBatch(
            Schemas.Items,
            Columns.Indexes(ids.Count),
            Columns.Int64(ids.Ids),
            StringColumns.Of(titles),
            Genres([.. rows.Select(row => row is { } at ? items!.Genres[at] : "")]),
            Columns.NullableInt32([.. titles.Select(title => title is null ? null : MovieTitle.Parse(title).Year)]));
    }

    private static ListColumn Genres(string[] joined)
    {
        var (offsets, all) = (new int[joined.Length + 1], new List<string?>());
        for (int i = 0; i < joined.Length; i++)
        {
            all.AddRange(joined[i].Split('|', StringSplitOptions.RemoveEmptyEntries).Where(genre => genre != "(no genres listed)"));
            offsets[i + 1] = all.Count;
        }
        return Columns.Lists(offsets, StringColumns.Of(all));
    }
}
