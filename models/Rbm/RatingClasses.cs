using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Rbm;

/// <summary>The values between which a visible unit chooses.</summary>
/// <remarks>
/// Where the ratings have no more distinct values than there may be classes, each is a class of its own. Otherwise classes are runs of
/// neighbouring values with about equally many ratings each, and the mean of these is what the class stands for.
/// Example: 1, 2, 2, 3 in two classes are {1} and {2, 2, 3}, which stand for 1 and 7/3.
/// </remarks>
/// <param name="Values">[classes] ascending; at least one.</param>
/// <param name="Lowest">[classes] the lowest rating of each.</param>
internal sealed record RatingClasses(float[] Values, float[] Lowest)
{
    public int Count => Values.Length;

    /// <param name="ratings">Of the training.</param>
    /// <param name="most">Classes that there may be.</param>
    /// <exception cref="ModelException">A rating is no number.</exception>
    public static RatingClasses Of(ReadOnlySpan<float> ratings, int most)
    {
        float[] sorted = ratings.ToArray();
        foreach (float rating in sorted)
            if (!float.IsFinite(rating))
                throw new ModelException($"Model rbm: there is the rating '{rating}'. Clean the ratings first.");
        Array.Sort(sorted);
        int[] starts = [.. Starts(sorted, sorted.Distinct().Count() <= most ? sorted.Length : most)];
        return starts.Length == 0 ? new RatingClasses([0], [0]) : new RatingClasses(
            [.. starts.Select((start, at) => Mean(sorted.AsSpan(start..(at + 1 < starts.Length ? starts[at + 1] : sorted.Length))))],
            Array.ConvertAll(starts, start => sorted[start]));
    }

    /// <summary>The class of each rating.</summary>
    public int[] ClassesOf(ReadOnlySpan<float> ratings)
    {
        var classes = new int[ratings.Length];
        for (int at = 0; at < classes.Length; at++)
            classes[at] = Array.BinarySearch(Lowest, ratings[at]) is >= 0 and var found ? found
                : ~Array.BinarySearch(Lowest, ratings[at]) - 1;
        return classes;
    }

    // Equal ratings lie in the part, of so many equally long ones, where their middle lies.
    private static IEnumerable<int> Starts(float[] sorted, long parts)
    {
        long last = -1;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start];)
                end++;
            long part = ((long)start + end) * parts / (2L * sorted.Length);
            if (part != last)
                yield return start;
            last = part;
        }
    }

    private static float Mean(ReadOnlySpan<float> values) => (float)(BlockedSum.Sum(values) / values.Length);
}
