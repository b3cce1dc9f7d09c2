using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Neighbours;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Models.Markov;

/// <summary>Counts followers: the d-th like after an item adds window + 1 − d to its count. Counts are integers, so no order of work can
/// change them.</summary>
/// <remarks>Cost: likes · window, on threads by item; memory items · (k + 1 per thread).</remarks>
internal static class FollowerCounts
{
    private const int ChunkItems = 64;

    /// <returns>Table <c>followers</c>: for every item the k most frequent, ties to the smaller index; share is the count by that of all
    /// followers.</returns>
    public static ModelState Count(LikedSequences sequences, MarkovOptions options, FitContext fit)
    {
        var (rows, totals, done) = (new Neighbour[sequences.ItemCount][], new long[sequences.ItemCount], 0);
        RowChunks.Run(sequences.ItemCount, ChunkItems, fit.Threads, () => new Row(sequences, options), (row, first, end) =>
        {
            for (int item = first; item < end; item++)
                rows[item] = row.Of(item, out totals[item]);
            fit.Progress?.Invoke((double)Interlocked.Add(ref done, end - first) / sequences.ItemCount);
        }, fit.Cancellation);
        int[] offsets = new int[rows.Length + 1];
        for (int item = 0; item < rows.Length; item++)
            offsets[item + 1] = checked(offsets[item] + rows[item].Length);
        return new ModelState(new StateTable(
            "followers", Axis.Item, offsets,
                new StateColumn("follower_index", rows.SelectMany(row => row).Select(each => each.Item).ToArray()),
            new StateColumn("count", rows.SelectMany(row => row).Select(each => each.Dot).ToArray()),
            new StateColumn("share",
                rows.SelectMany((row, item) => row.Select(each => (float)((double)each.Dot / totals[item]))).ToArray())));
    }

    private sealed class Row(LikedSequences sequences, MarkovOptions options)
    {
        private readonly long[] _counts = new long[sequences.ItemCount];
        private readonly List<int> _touched = [];
        private readonly NeighbourHeap _best = new(options.K);

        public Neighbour[] Of(int item, out long total)
        {
            for (int at = sequences.Starts[item]; at < sequences.Starts[item + 1]; at++)
                Add(sequences.Places[at]);
            total = 0;
            foreach (int follower in _touched)
            {
                total += _counts[follower];
                _best.Offer(new Neighbour(follower, 0, _counts[follower], _counts[follower], 0)); // exact below 2⁵³
                _counts[follower] = 0;
            }
            _touched.Clear();
            return _best.TakeSorted().ToArray();
        }

        private void Add(int place)
        {
            int end = Math.Min(place + 1 + options.Window, sequences.Ends[place]);
            for (int next = place + 1; next < end; next++)
            {
                int follower = sequences.Items[next];
                if (_counts[follower] == 0)
                    _touched.Add(follower);
                _counts[follower] += options.Window + 1 - (next - place);
            }
        }
    }
}
