using System.Numerics;
using System.Runtime.InteropServices;

namespace RecPipeline.Models.TopN;

/// <summary>Selects the best items out of the scores of a whole catalogue. One thread's workspace.</summary>
/// <remarks>
/// A heap holds the best so far with the worst at its root; once it is full, whole vectors of scores below the root's are passed over by
/// one comparison. Cost about items / vector width, plus the heap's work. Masked items have the score −∞. Same result as
/// <c>TopNPlain</c>.
/// </remarks>
public sealed class TopNSelector(ListOrder order, int n)
{
    private readonly int[] _items = new int[n];
    private readonly float[] _scores = new float[n];
    private int _count;

    /// <summary>Replaces the content of <paramref name="list"/> by the best items, best first.</summary>
    /// <exception cref="ArgumentException">There is not one score per item, or the list is too short.</exception>
    public void Select(ReadOnlySpan<float> scores, CandidateList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (scores.Length != order.Items || list.Capacity < n)
            throw new ArgumentException(
                $"Selecting {n} of {order.Items} items needs as many scores and room for {n}; "
                + $"there are {scores.Length} scores and room for {list.Capacity}.");
        _count = 0;
        int item = 0;
        for (; item < scores.Length && _count < n; item++)
            Offer(item, scores[item]);
        OfferRest(scores, item);
        TakeSorted(list);
    }

    private void OfferRest(ReadOnlySpan<float> scores, int item)
    {
        ref float first = ref MemoryMarshal.GetReference(scores);
        while (item < scores.Length)
        {
            if (item + Vector<float>.Count <= scores.Length
                && Vector.LessThanAll(Vector.LoadUnsafe(ref first, (nuint)item), new Vector<float>(_scores[0])))
            {
                item += Vector<float>.Count;
                continue;
            }
            int end = Math.Min(item + Vector<float>.Count, scores.Length);
            for (; item < end; item++)
                Offer(item, scores[item]);
        }
    }

    private void Offer(int item, float score)
    {
        if (float.IsNegativeInfinity(score))
            return;
        if (_count < n)
            SiftUp(item, score);
        else if (order.Before(score, item, _scores[0], _items[0]))
            SiftDown(item, score, n);
    }

    private void SiftUp(int item, float score)
    {
        int at = _count++;
        for (int parent = (at - 1) / 2; at > 0 && order.Before(_scores[parent], _items[parent], score, item); parent = (at - 1) / 2)
        {
            (_items[at], _scores[at]) = (_items[parent], _scores[parent]);
            at = parent;
        }
        (_items[at], _scores[at]) = (item, score);
    }

    // Puts the item in the place of the root of the first `count` entries.
    private void SiftDown(int item, float score, int count)
    {
        int at = 0;
        for (int child = 1; child < count; child = (2 * at) + 1)
        {
            if (child + 1 < count && order.Before(_scores[child], _items[child], _scores[child + 1], _items[child + 1]))
                child++;
            if (!order.Before(score, item, _scores[child], _items[child]))
                break;
            (_items[at], _scores[at]) = (_items[child], _scores[child]);
            at = child;
        }
        (_items[at], _scores[at]) = (item, score);
    }

    // Heap sort in place: the worst goes to the end until the best is in front.
    private void TakeSorted(CandidateList list)
    {
        for (int end = _count - 1; end > 0; end--)
        {
            var worst = (_items[0], _scores[0]);
            SiftDown(_items[end], _scores[end], end);
            (_items[end], _scores[end]) = worst;
        }
        list.Clear();
        for (int i = 0; i < _count; i++)
            list.Add(_items[i], _scores[i]);
    }
}
