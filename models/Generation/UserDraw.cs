using RecPipeline.Models.Kernels;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Generation;

/// <summary>Draws which items a user meets, without repeats. One thread's workspace.</summary>
/// <remarks>
/// An item's chance is its weight times ((1 + taste·item) / 2)⁸, so that meeting goes with popularity and taste. The draw is a race: every
/// item gets the time −log2(u) / chance, u uniform, and the first ones are met (Efraimidis, Spirakis, Information Processing Letters 2006).
/// The taste may drift: the race is then run in four parts, each with the taste of its time. Cost per user: one pass over the catalogue, or
/// four.
/// </remarks>
internal sealed class UserDraw(Taste taste, GeneratorParameters p)
{
    private const int DrawStream = 4;
    private readonly float[] _taste = new float[Taste.Rank], _later = new float[Taste.Rank], _now = new float[Taste.Rank];
    private readonly float[] _dots = new float[p.Items];
    private readonly bool[] _seen = new bool[p.Items];
    private readonly PriorityQueue<int, float> _first = new(); // the last of the first ones in front
    private readonly int _parts = p.Drift > 0 ? 4 : 1;
    private int[] _items = [];
    private float[] _likings = [];

    /// <summary>The user's bias in stars, once <see cref="Draw"/> has run.</summary>
    public float Bias { get; private set; }

    /// <summary>How the user's taste went with each item drawn (taste·item), once <see cref="Draw"/> has run.</summary>
    public ReadOnlySpan<float> Likings => _likings;

    /// <summary>The user's items in order of time; valid until the next call.</summary>
    /// <param name="weights">[items] above 0.</param>
    /// <param name="user">User number.</param>
    /// <param name="count">How many items, at most a third of the catalogue.</param>
    public ReadOnlySpan<int> Draw(float[] weights, int user, int count)
    {
        Bias = taste.User(user, _now);
        taste.LaterUser(user, _later);
        if (_items.Length < count)
            (_items, _likings) = (new int[count], new float[count]);
        ulong key = CounterRandom.Key(p.Seed, DrawStream + ((long)user << 3));
        for (int part = 0; part < _parts; part++)
            Race(weights, key + (ulong)part, part, (int)((long)count * part / _parts), (int)((long)count * (part + 1) / _parts));
        foreach (int item in _items.AsSpan(0, count))
            _seen[item] = false;
        return _items.AsSpan(0, count);
    }

    // Fills the places from … to − 1 with the first items of a race among those that are not seen yet.
    private void Race(float[] weights, ulong key, int part, int from, int to)
    {
        SetTaste(part);
        taste.DotItems(_taste, _dots);
        float last = float.PositiveInfinity;
        for (int item = 0; item < weights.Length && from < to; item++)
        {
            if (_seen[item])
                continue;
            float chance = weights[item] * EighthPower((1 + _dots[item]) / 2);
            float uniform = (float)(((CounterRandom.At(key, item) >> 40) + 0.5) / (1 << 24));
            // −log2 u ≥ (1 − u)·log2 e: most items need no logarithm to be told too late.
            if ((1 - uniform) * 1.44269504f >= last * chance)
                continue;
            last = Offer(item, -ShortLog2.Of(uniform) / chance, to - from, last);
        }
        for (int place = to - 1; place >= from; place--)
            (_items[place], _likings[place]) = Taken(_first.Dequeue());
    }

    private float Offer(int item, float time, int wanted, float last)
    {
        if (_first.Count == wanted)
        {
            if (time < last)
                _first.EnqueueDequeue(item, -time);
        }
        else
        {
            _first.Enqueue(item, -time);
        }
        return _first.Count == wanted && _first.TryPeek(out _, out float front) ? -front : last;
    }

    private (int Item, float Liking) Taken(int item)
    {
        _seen[item] = true;
        return (item, _dots[item]);
    }

    private static float EighthPower(float x)
    {
        float square = x * x, fourth = square * square;
        return fourth * fourth;
    }

    private void SetTaste(int part)
    {
        float turned = _parts == 1 ? 0 : (float)p.Drift * part / (_parts - 1);
        for (int i = 0; i < Taste.Rank; i++)
            _taste[i] = ((1 - turned) * _now[i]) + (turned * _later[i]);
        float length = MathF.Sqrt(DotScalar.Dot(_taste, _taste));
        for (int i = 0; i < Taste.Rank; i++)
            _taste[i] /= length;
    }
}
