using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Item2Vec;

/// <summary>The liked items of every user with two or more, one user after the other.</summary>
/// <param name="Items">[likes].</param>
/// <param name="Starts">[likes] where the history of each begins in <paramref name="Items"/>.</param>
/// <param name="Ends">[likes] where it ends.</param>
/// <param name="Counts">[items] how often each occurs.</param>
internal sealed record LikedHistories(int[] Items, int[] Starts, int[] Ends, int[] Counts)
{
    /// <param name="data">Ratings, and their times where order matters.</param>
    /// <param name="inOrder">In order of time, ties by item; else by item.</param>
    public static LikedHistories Of(TrainingData data, bool inOrder)
    {
        var (items, starts, ends, counts) = (new List<int>(), new List<int>(), new List<int>(), new int[data.Items]);
        for (int user = 0; user < data.Users; user++)
        {
            int[] liked = Liked(data, user, inOrder);
            if (liked.Length < 2)
                continue;
            starts.AddRange(Enumerable.Repeat(items.Count, liked.Length));
            ends.AddRange(Enumerable.Repeat(items.Count + liked.Length, liked.Length));
            items.AddRange(liked);
            foreach (int item in liked)
                counts[item]++;
        }
        return new LikedHistories([.. items], [.. starts], [.. ends], counts);
    }

    private static int[] Liked(TrainingData data, int user, bool inOrder)
    {
        if (!inOrder)
            return data.Liked.RowIndices(user).ToArray();
        int first = data.Ratings.Offsets[user];
        int[] rows = Array.FindAll(
            [.. Enumerable.Range(0, data.Ratings.RowCount(user))], row => data.Ratings.Values[first + row] >= data.LikedThreshold);
        return [.. rows.OrderBy(row => data.Timestamps![first + row]).Select(row => data.Ratings.Indices[first + row])];
    }
}
