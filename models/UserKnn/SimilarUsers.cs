using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.UserKnn;

/// <summary>The users most like each user, exactly, as <see cref="UserKnnModel"/> compares them for lists.</summary>
/// <remarks>Example: who shares no counted row with anybody has no neighbours. Order: similarity, then the smaller index.</remarks>
/// <param name="Offsets">[users + 1].</param>
/// <param name="Neighbours">Index of each neighbour.</param>
/// <param name="Scores">Similarity of each, above 0.</param>
/// <param name="Common">Items that both count.</param>
public sealed record SimilarUsers(int[] Offsets, int[] Neighbours, float[] Scores, int[] Common)
{
    private const int ChunkUsers = 64;

    /// <param name="data">Every user's rows.</param>
    /// <param name="options">Measure, values and what a pair must have in common.</param>
    /// <param name="most">Neighbours of a user.</param>
    /// <param name="threads">At most so many.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <remarks>Cost: the raters of every rating's item; memory 12 bytes a neighbour, and 40 bytes per user and thread.</remarks>
    public static SimilarUsers Of(TrainingData data, UserKnnOptions options, int most, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var counted = options.IsBinary() ? data.Liked : data.Ratings;
        var vectors = new RowVectors(counted, options.ListMeasure());
        var (neighbours, scores, common) = (new List<int>(), new List<float>(), new List<int>());
        var offsets = new List<int> { 0 };
        RowChunks.RunInOrder(
            counted.Rows, ChunkUsers, threads, () => (new RowSimilarities(vectors), new NeighbourHeap(most)),
            (workspace, first, end) => Enumerable.Range(first, end - first).Select(user => Best(workspace, vectors, user)).ToArray(),
            users =>
            {
                foreach (var best in users)
                {
                    neighbours.AddRange(best.Select(each => each.Item));
                    scores.AddRange(best.Select(each => (float)each.Key));
                    common.AddRange(best.Select(each => each.Common));
                    offsets.Add(neighbours.Count);
                }
            },
            cancellation);
        return new SimilarUsers([.. offsets], [.. neighbours], [.. scores], [.. common]);
    }

    private static Neighbour[] Best((RowSimilarities Similarities, NeighbourHeap Heap) workspace, RowVectors vectors, int user)
    {
        workspace.Similarities.Compare(vectors.Rows.RowIndices(user), vectors.Rows.RowValues(user));
        workspace.Similarities.OfferTo(workspace.Heap, user);
        return workspace.Heap.TakeSorted().ToArray();
    }
}
