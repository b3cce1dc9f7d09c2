using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Rbm;

/// <summary>Gibbs sampling from one user's ratings on: hidden units, ratings, hidden units, …</summary>
internal sealed class RbmChain(RbmMachine machine)
{
    private readonly float[] _states = new float[machine.HiddenUnits], _probabilities = new float[machine.Classes];
    private int[] _sampled = [];

    /// <summary>p(h = 1) given the user's ratings.</summary>
    public float[] First { get; } = new float[machine.HiddenUnits];

    /// <summary>p(h = 1) given the ratings that were sampled last.</summary>
    public float[] Last { get; } = new float[machine.HiddenUnits];

    /// <summary>The class that each item was given last.</summary>
    public ReadOnlySpan<int> Sampled => _sampled;

    /// <param name="items">The user's.</param>
    /// <param name="cells">The class of each.</param>
    /// <param name="steps">At least 1.</param>
    /// <param name="key">Of the random numbers.</param>
    public void Run(ReadOnlySpan<int> items, ReadOnlySpan<int> cells, int steps, ulong key)
    {
        if (_sampled.Length < items.Length)
            _sampled = new int[items.Length];
        machine.Hidden(items, cells, First);
        First.CopyTo(Last, 0);
        long place = 0;
        for (int step = 0; step < steps; step++)
        {
            for (int unit = 0; unit < _states.Length; unit++)
                _states[unit] = Uniform(key, place++) < Last[unit] ? 1 : 0;
            for (int at = 0; at < items.Length; at++)
                _sampled[at] = Sample(items[at], Uniform(key, place++));
            machine.Hidden(items, _sampled.AsSpan(0, items.Length), Last);
        }
    }

    private int Sample(int item, float uniform)
    {
        machine.Visible(item, _states, _probabilities);
        float below = 0;
        for (int of = 0; of < _probabilities.Length - 1; of++)
            if (uniform < (below += _probabilities[of]))
                return of;
        return _probabilities.Length - 1;
    }

    // In [0, 1), exactly a multiple of 2⁻²⁴.
    private static float Uniform(ulong key, long place) => (CounterRandom.At(key, place) >> 40) * (1f / (1 << 24));
}
