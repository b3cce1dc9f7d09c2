using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>What is said where filters left no row.</summary>
internal static class FilterWords
{
    /// <param name="worst">The most frequent reasons of single rows in words.</param>
    public static string NothingLeft(string file, RowAccount account, Func<string> worst)
    {
        string[] rows = [.. Enum.GetValues<RejectReason>().Where(RejectReasons.IsFilter).Select(RejectReasons.Name)];
        string[] filters = [.. account.Filtered.Where(each => each.Value > 0).Select(each => each.Key)];
        string where = filters.All(rows.Contains)
            ? "under 'input.table'"
            : filters.Any(rows.Contains) ? "under 'clean' and 'input.table'"
            : "under 'clean'";
        string first = filters.Any(rows.Contains) ? $"\n{worst()}\n" : " ";
        return $"Cleaning '{file}': the filters {string.Join(", ", filters)} {where} left no rating.{first}Widen them.";
    }
}
