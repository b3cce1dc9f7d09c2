namespace RecPipeline.Evaluation;

/// <summary>Hit rate restricted to test items of some ratings: what cHR and rHR share.</summary>
internal static class RatedHits
{
    /// <summary>
    /// NaN when no test item of the user is rated inside [<paramref name="low"/>, <paramref name="high"/>];
    /// else 1 if such an item is among the first <paramref name="cutoff"/>, else 0.
    /// </summary>
    public static double Value(in RankedList list, int cutoff, float low, float high)
    {
        list.NeedRatings();
        if (!AnyWithin(list.RelevantRatings, low, high))
            return double.NaN;
        foreach (int rank in list.HitRanks[..list.HitsWithin(cutoff)])
        {
            float rating = list.RatingOf(list.Items[rank - 1]);
            if (rating >= low && rating <= high)
                return 1;
        }
        return 0;
    }

    private static bool AnyWithin(ReadOnlySpan<float> ratings, float low, float high)
    {
        foreach (float rating in ratings)
        {
            if (rating >= low && rating <= high)
                return true;
        }
        return false;
    }
}
