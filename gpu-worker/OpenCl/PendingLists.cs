using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.TopN;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>
/// The device finds which keys are in a list; the host puts those few in order, for one block while the device works on the next.
/// </summary>
/// <param name="order">What the keys mean.</param>
/// <param name="n">Places of a row.</param>
internal sealed class PendingLists(ListOrder order, int n)
{
    private readonly List<int> _offsets = [0], _items = [];
    private readonly List<float> _scores = [];
    private (PendingRead<ulong> Keys, PendingRead<int> Lengths)? _block;

    /// <summary>Orders the block before this one.</summary>
    public void Add(PendingRead<ulong> keys, PendingRead<int> lengths)
    {
        Take();
        _block = (keys, lengths);
    }

    public TopLists ToLists()
    {
        Take();
        return new TopLists([.. _offsets], [.. _items], [.. _scores]);
    }

    private void Take()
    {
        if (_block is not { } block)
            return;
        var (keys, lengths) = (block.Keys.Wait(), block.Lengths.Wait());
        for (int row = 0; row < lengths.Length; row++)
            Order(keys.AsSpan(row * n, lengths[row]));
        _block = null;
    }

    private void Order(Span<ulong> keys)
    {
        keys.Sort();
        foreach (ulong key in keys)
        {
            var (item, score) = order.Of(key);
            _items.Add(item);
            _scores.Add(score);
        }
        _offsets.Add(_items.Count);
    }
}
