namespace RecPipeline.Models.TopN;

/// <summary>How often every item was rated, and its place in that order.</summary>
/// <remarks>Example: ratings 5, 9, 5 give ranks 2, 1, 3: ties go to the smaller item index, so ranks are a total order.</remarks>
/// <param name="Ratings">[items] number of ratings.</param>
/// <param name="Rank">[items] 1 = most ratings.</param>
public sealed record ItemPopularity(long[] Ratings, int[] Rank);
