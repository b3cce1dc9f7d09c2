namespace RecPipeline.Jobs.Stages;

/// <summary>Raw ids and titles by item index.</summary>
internal sealed record ItemNames(long[] Ids, string?[] Titles)
{
    public static ItemNames Load(Catalog catalog)
    {
        var items = catalog.Load("items", "item_id", "title");
        var titles = items.Strings("title");
        return new ItemNames(items.Array<long>("item_id"), [.. Enumerable.Range(0, items.Rows).Select(titles.Text)]);
    }

    /// <summary>The title, or the raw id where there is none.</summary>
    public string Display(int item) => Titles[item] ?? $"item {Ids[item]}";
}
