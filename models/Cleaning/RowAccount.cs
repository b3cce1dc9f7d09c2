namespace RecPipeline.Models.Cleaning;

/// <summary>Where every row that was read has gone.</summary>
/// <param name="RowsIn">Records read, blank ones included, the header not.</param>
/// <param name="Kept">Rows in the result.</param>
/// <param name="Rejected">Rows by reason, without duplicates; a reason that did not occur is absent or 0.</param>
/// <param name="DuplicateExact">Rows dropped that equal the kept one.</param>
/// <param name="DuplicateConflict">Rows dropped that differ from the kept one.</param>
public sealed record RowAccount(
    long RowsIn, long Kept, IReadOnlyDictionary<RejectReason, long> Rejected, long DuplicateExact, long DuplicateConflict)
{
    /// <summary>Rows that a filter dropped, by filter, or that hold no rating by choice; no fault of the file.</summary>
    public IReadOnlyDictionary<string, long> Filtered { get; init; } = new Dictionary<string, long>();

    /// <summary>Rows merged into another row of the same user and item, where that was asked for: no fault either.</summary>
    public long Merged { get; init; }

    /// <summary>Rows that are at fault, duplicates included.</summary>
    public long RowsRejected => Rejected.Values.Sum() + DuplicateExact + DuplicateConflict;

    /// <summary>Rows in = rows kept + merged + filtered + rejected (duplicates included), exactly.</summary>
    public bool Balanced => RowsIn == Kept + Merged + Filtered.Values.Sum() + RowsRejected;

    /// <summary>
    /// The share of rows at fault, duplicates included; 0 without rows. This is what <c>clean.maxRejectedShare</c> limits.
    /// </summary>
    public double RejectedShare => RowsIn == 0 ? 0 : RowsRejected / (double)RowsIn;

    /// <summary>Makes the account from one count per reason (index = value of <see cref="RejectReason"/>).</summary>
    /// <param name="rowsIn">Counted where rows are read, so that <see cref="Balanced"/> can fail.</param>
    /// <param name="kept">Counted where rows are written.</param>
    /// <param name="counts">One count per reason; shorter arrays mean 0.</param>
    public static RowAccount Of(long rowsIn, long kept, ReadOnlySpan<long> counts)
    {
        var rejected = new SortedDictionary<RejectReason, long>();
        var filtered = new Dictionary<string, long>();
        var duplicates = (Exact: 0L, Conflict: 0L);
        for (int reason = 1; reason < counts.Length; reason++)
        {
            if ((RejectReason)reason == RejectReason.DuplicateExact)
                duplicates.Exact = counts[reason];
            else if ((RejectReason)reason == RejectReason.DuplicateConflict)
                duplicates.Conflict = counts[reason];
            else if (counts[reason] != 0 && RejectReasons.IsFilter((RejectReason)reason))
                filtered[RejectReasons.Name((RejectReason)reason)] = counts[reason];
            else if (counts[reason] != 0)
                rejected[(RejectReason)reason] = counts[reason];
        }
        return new RowAccount(rowsIn, kept, rejected, duplicates.Exact, duplicates.Conflict) { Filtered = filtered };
    }

    /// <summary>The same account with rows that filters dropped later.</summary>
    public RowAccount With(IReadOnlyDictionary<string, long> dropped) => this with { Filtered = Filtered.Concat(dropped).ToDictionary() };
}
