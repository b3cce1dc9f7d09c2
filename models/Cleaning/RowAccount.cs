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
    /// <summary>Valid rows that a filter dropped, by filter; they are a choice, no fault of the file.</summary>
    public IReadOnlyDictionary<string, long> Filtered { get; init; } = new Dictionary<string, long>();

    /// <summary>Rows that are at fault, duplicates included.</summary>
    public long RowsRejected => Rejected.Values.Sum() + DuplicateExact + DuplicateConflict;

    /// <summary>Rows in = rows kept + rows rejected + duplicates + rows filtered, exactly.</summary>
    public bool Balanced => RowsIn == Kept + RowsRejected + Filtered.Values.Sum();

    /// <summary>The share of rows at fault, duplicates included; 0 without rows. This is what <c>clean.maxRejectedShare</c> limits.</summary>
    public double RejectedShare => RowsIn == 0 ? 0 : RowsRejected / (double)RowsIn;

    /// <summary>Makes the account from one count per reason (index = value of <see cref="RejectReason"/>).</summary>
    /// <param name="rowsIn">Counted where rows are read, so that <see cref="Balanced"/> can fail.</param>
    /// <param name="kept">Counted where rows are written.</param>
    /// <param name="counts">One count per reason; shorter arrays mean 0.</param>
    public static RowAccount Of(long rowsIn, long kept, ReadOnlySpan<long> counts)
    {
        var rejected = new SortedDictionary<RejectReason, long>();
        var duplicates = (Exact: 0L, Conflict: 0L);
        for (int reason = 1; reason < counts.Length; reason++)
        {
            if ((RejectReason)reason == RejectReason.DuplicateExact)
                duplicates.Exact = counts[reason];
            else if ((RejectReason)reason == RejectReason.DuplicateConflict)
                duplicates.Conflict = counts[reason];
            else if (counts[reason] != 0)
                rejected[(RejectReason)reason] = counts[reason];
        }
        return new RowAccount(rowsIn, kept, rejected, duplicates.Exact, duplicates.Conflict);
    }
}
