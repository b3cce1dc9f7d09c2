using RecPipeline.Models.Shaping;

namespace RecPipeline.Models.TopN;

/// <summary>A fitted model that makes lists.</summary>
/// <param name="Name">As tables and metrics name it.</param>
/// <param name="Weight">Of its z-scores in the blend; 0 keeps it out.</param>
/// <param name="NewScorer">Makes one thread's scorer.</param>
public sealed record ListModel(string Name, double Weight, Func<IHistoryScorer> NewScorer)
{
    /// <summary>
    /// Makes one thread's finder for blocks of at most <see cref="ListBlockMaker.BlockUsers"/> users; null where scoring every item is the
    /// best there is.
    /// </summary>
    public Func<ListSettings, IListFinder?>? NewFinder { get; init; }
}

/// <summary>What lists of a run have in common.</summary>
/// <param name="Order">The order at ties; it names the catalogue's size.</param>
/// <param name="N">Rows of a blended list.</param>
/// <param name="Candidates">Rows of a model's own list, at least N; they are what the blend chooses from.</param>
/// <param name="Excluded">Items nobody may get: unknown to training, denied. Any order.</param>
public sealed record ListSettings(ListOrder Order, int N, int Candidates, int[] Excluded)
{
    /// <summary>Rules of blended lists; null for none.</summary>
    public ListShaping? Shaping { get; init; }
}

/// <summary>One model's list for one user.</summary>
public sealed class ModelList(string name, int capacity)
{
    /// <summary>Source of rows that the fallback made.</summary>
    public const string Fallback = "popularity";

    /// <summary>Name of the blended list.</summary>
    public const string BlendName = "blend";

    public string Name => name;

    public CandidateList List { get; } = new(capacity);

    /// <summary>False when the model could use nothing of the history; the list is then the popularity list.</summary>
    public bool IsOwn { get; internal set; }

    /// <summary>What made the rows, as the column <c>source</c> says.</summary>
    public string Source => IsOwn ? name : Fallback;
}
