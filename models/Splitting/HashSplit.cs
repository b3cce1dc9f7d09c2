namespace RecPipeline.Models.Splitting;

/// <summary>
/// A share of all rows drawn by hash: fold f tests rows with pmod(h(seed, user, item), 10000) in [f·share, (f + 1)·share).
/// </summary>
/// <param name="name">Name of the protocol.</param>
/// <param name="share">Test rows in 10,000.</param>
public sealed class HashSplit(string name, int share) : ISplit
{
    private const int Buckets = 10_000;

    public string Name => name;

    public string Definition =>
        FormattableString.Invariant(
            $"fold f tests the rows with pmod(xxhash64(seed, user, item), {Buckets}) in [{share} f, {share} (f + 1)); all others train");

    public int Folds => Buckets / share;

    public SplitPromises Promises => SplitPromises.None;

    public RowRole[] Assign(RatingRows rows, int fold, long seed)
    {
        Splits.CheckFold(this, fold);
        return Array.ConvertAll(RowHashes.OfRows(rows, seed), hash =>
            SplitHash.Bucket(hash, Buckets) / share == fold ? RowRole.Test : RowRole.Train);
    }
}
