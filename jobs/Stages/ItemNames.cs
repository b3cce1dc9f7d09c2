using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;

namespace RecPipeline.Jobs.Stages;

/// <summary>Raw ids and titles by item index.</summary>
internal sealed record ItemNames(RawIds Ids, string?[] Titles)
{
    public static ItemNames Load(Catalog catalog)
    {
        var items = catalog.Load("items", "title");
        var titles = items.Strings("title");
        return new ItemNames(catalog.ItemIds(), [.. Enumerable.Range(0, items.Rows).Select(titles.Text)]);
    }

    /// <summary>The title, or the raw id where there is none.</summary>
    public string Display(int item) => Titles[item] ?? $"item {Ids.Text(item)}";
}
