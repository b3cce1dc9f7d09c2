using RecPipeline.Jobs.Configuration;
using RecPipeline.Models;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Jobs.Stages.Clean.Describing;

/// <summary>What to say of ratings whose item the items file does not name: often the fault is the items file's.</summary>
internal static class UnknownItems
{
    /// <summary>Begins with a line end, to follow a message.</summary>
    public static string Advice(ItemsFile items, InputOptions input)
    {
        var facts = DescriptionAccount.Of(items, RawIds.Of(Array.Empty<long>()), []);
        string lost = new DescriptionWords("items", facts, input).Unread() is { } unread
            ? $"Not all of the items file could be read, so it may name more items than were found. {unread}" : "";
        string ids = items.Rows.Count == 0 ? "no item" : $"{facts.Kept:N0} items, such as {ShownText.Quoted(items.Rows.IdText(0), 60)}";
        return $"\nunknownItem is for items that the items file '{items.Path}' does not name; it names {ids}. {lost}"
            + "\nName the items file of these ratings, or --items none, or set clean.requireKnownItem=false.";
    }
}
