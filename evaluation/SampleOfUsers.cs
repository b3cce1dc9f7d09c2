using RecPipeline.Models.Numbers;

namespace RecPipeline.Evaluation;

/// <summary>Draws about a given number of the users, each by a hash of (seed, user): who is in does not depend on who else came.</summary>
internal sealed class SampleOfUsers(int users, long seed)
{
    private readonly ulong _key = CounterRandom.Key(seed, 0);

    /// <summary>True for everyone when <paramref name="wanted"/> covers all users; a smaller sample lies inside a larger one.</summary>
    public bool Contains(int user, int wanted) => wanted >= users || CounterRandom.Index(_key, user, users) < wanted;
}
