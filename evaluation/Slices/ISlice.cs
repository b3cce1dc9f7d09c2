namespace RecPipeline.Evaluation;

/// <summary>Some of the users, or some of what is hidden from them: where a mean over all hides who is served badly.</summary>
public interface ISlice
{
    /// <summary>As the column <c>slice</c> of the metrics has it.</summary>
    string Name { get; }

    /// <summary>True for users who are in it.</summary>
    bool HasUser(in RankedList list) => true;

    /// <summary>True for hidden items that are in it; a user without any of them does not take part.</summary>
    bool HasItem(int item) => true;
}

/// <summary>Users by the number of items that models know of them.</summary>
/// <param name="least">Smallest number.</param>
/// <param name="most">Largest number; null for no limit.</param>
public sealed class HistorySlice(int least, int? most) : ISlice
{
    private static readonly int[] Bounds = [1, 5, 20, 100, 500];

    public string Name => most is null ? $"history {least}+" : $"history {least}-{most}";

    public bool HasUser(in RankedList list) => list.History.Length >= least && !(list.History.Length > most);

    /// <summary>New users (1 to 4 items) to those with 500 and more.</summary>
    public static IEnumerable<HistorySlice> All =>
        Bounds.Select((least, at) => new HistorySlice(least, at + 1 < Bounds.Length ? Bounds[at + 1] - 1 : null));
}

/// <summary>Hidden items of the short head of the catalogue, or those beyond it.</summary>
/// <param name="catalogue">Training rows of the protocol.</param>
/// <param name="isHead">True for the most popular fifth.</param>
public sealed class PopularitySlice(TrainingCatalogue catalogue, bool isHead) : ISlice
{
    public string Name => isHead ? "hidden: popular fifth" : "hidden: long tail";

    public bool HasItem(int item) => catalogue.IsHead(item) == isHead;
}

/// <summary>Hidden items of one category, such as a genre.</summary>
/// <param name="catalogue">Knows the categories of items.</param>
/// <param name="category">Its column and its name.</param>
public sealed class CategorySlice(TrainingCatalogue catalogue, Category category) : ISlice
{
    public string Name => "hidden: " + category.Name;

    public bool HasItem(int item) => catalogue.Categories!.RowIndices(item).BinarySearch(category.Column) >= 0;
}

/// <summary>A category that results are sliced by.</summary>
/// <param name="Column">Of <see cref="TrainingCatalogue.Categories"/>.</param>
/// <param name="Name">Such as <c>genres=Comedy</c>.</param>
public sealed record Category(int Column, string Name);
