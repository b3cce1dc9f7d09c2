using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>Asks the network: hidden layers, scores, masked lists. Rows go in blocks, so memory does not grow with their number.</summary>
internal sealed class CpuLists(NetworkDefinition definition, NetworkWeights weights, int threads)
{
    private const long BlockScores = 1 << 24;
    private const int MostRows = 64;

    private int BlockRows => (int)Math.Clamp(BlockScores / definition.Items, 1, MostRows);

    public float[] Output(SparseMatrix rows, bool isLogit)
    {
        var output = new float[checked(rows.Rows * definition.Items)];
        int items = definition.Items;
        ForEachBlock(rows, (forward, first, end) => forward.Scores(rows, first, end, isLogit)
            .CopyTo(new MatrixView(output, first * items, end - first, items, items)));
        return output;
    }

    public float[] Hidden(SparseMatrix rows, int layer)
    {
        int units = definition.Layers[layer].Units;
        var hidden = new float[checked(rows.Rows * units)];
        ForEachBlock(rows, (forward, first, end) => forward.Hidden(rows, first, end, layer)
            .CopyTo(new MatrixView(hidden, first * units, end - first, units, units)));
        return hidden;
    }

    public TopLists Select(ListRequest request)
    {
        var lists = new CandidateList[request.Input.Rows];
        ForEachBlock(request.Input, (forward, first, end) =>
        {
            var scores = forward.Scores(request.Input, first, end, request.IsLogit);
            var selector = new TopNSelector(request.Order, Math.Min(request.N, definition.Items));
            for (int row = first; row < end; row++)
                lists[row] = Select(request, selector, row, scores.Row(row - first));
        });
        int[] offsets = CsrOffsets.OfLengths(lists.Length, row => lists[row].Count);
        return new TopLists(
            offsets, [.. lists.SelectMany(list => list.Items.ToArray())], [.. lists.SelectMany(list => list.Scores.ToArray())]);
    }

    private CandidateList Select(ListRequest request, TopNSelector selector, int row, Span<float> scores)
    {
        Mask(scores, request.Input.RowIndices(row));
        Mask(scores, request.Seen is null ? [] : request.Seen.RowIndices(row));
        Mask(scores, request.Excluded);
        var list = new CandidateList(Math.Min(request.N, definition.Items));
        selector.Select(scores, list);
        return list;
    }

    private static void Mask(Span<float> scores, ReadOnlySpan<int> items)
    {
        foreach (int item in items)
            scores[item] = float.NegativeInfinity;
    }

    private void ForEachBlock(SparseMatrix rows, Action<ForwardPass, int, int> work)
    {
        if (rows.Columns != definition.Items)
            throw new ArgumentException($"The rows have {rows.Columns:N0} items, the network {definition.Items:N0}.", nameof(rows));
        var passes = new Workspaces<ForwardPass>(() => new ForwardPass(definition, weights, BlockRows));
        RowChunks.Run(rows.Rows, BlockRows, threads, (first, end) => passes.Use(pass => work(pass, first, end)), CancellationToken.None);
    }
}
