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
