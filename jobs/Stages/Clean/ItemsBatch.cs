using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Stages.Clean.Describing;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Rows of the table <c>items</c>: every rated item, with what the items file says about it.</summary>
internal static class ItemsBatch
{
    public static RecordBatch Of(RawIds ids, ItemsFile? file)
    {
        int?[] rows = [.. Enumerable.Range(0, ids.Count).Select(item => file?.RowOf(ids, item))];
        var items = file?.Table;
        string?[] titles = [.. rows.Select(row => row is { } at && items!.HasTitles ? items.Titles[at] : null)];
        return new RecordBatch(
            Schemas.Items.WithIds(item: Columns.IdType(ids)),
            Columns.Indexes(ids.Count),
            Columns.Ids(ids),
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
