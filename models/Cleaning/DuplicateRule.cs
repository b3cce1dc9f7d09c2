namespace RecPipeline.Models.Cleaning;

/// <summary>What becomes of several rows of one user and item.</summary>
public enum DuplicateRule
{
    /// <summary>The latest timestamp wins, then the higher rating, then the row that came first.</summary>
    Latest,

    /// <summary>The higher rating wins, then the latest timestamp, then the row that came first.</summary>
    Max,

    /// <summary>The row that <see cref="Latest"/> keeps, with the sum of all ratings (added in double, in the order of the rows).</summary>
    Sum,
}

/// <summary>Rows without duplicates.</summary>
/// <param name="Kept">Sorted by user index, then item index.</param>
/// <param name="UserOffsets">Rows of user u are <c>UserOffsets[u]..UserOffsets[u + 1]</c> of <paramref name="Kept"/>.</param>
/// <param name="DroppedRows">Positions of the dropped rows in the input, ascending.</param>
/// <param name="DroppedReasons">
/// One per dropped row: <see cref="RejectReason.DuplicateExact"/> or <see cref="RejectReason.DuplicateConflict"/>.
/// </param>
public sealed record DeduplicatedRatings(RatingTable Kept, int[] UserOffsets, int[] DroppedRows, RejectReason[] DroppedReasons)
{
    public int CountExact => DroppedReasons.Count(reason => reason == RejectReason.DuplicateExact);

    public int CountConflict => DroppedReasons.Count(reason => reason == RejectReason.DuplicateConflict);
}
