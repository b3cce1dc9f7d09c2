namespace RecPipeline.Jobs.Tuning;

/// <summary>A step of successive halving.</summary>
/// <param name="Users">Training users that its fits see.</param>
/// <param name="Trials">Trials that get there, beside trial 0.</param>
internal sealed record Rung(int Users, int Trials);

/// <summary>Successive halving (Jamieson, Talwalkar, AISTATS 2016): many trials on few training users, the better half on twice as many.
/// </summary>
/// <remarks>Example: 8 trials and 6000 users give 8 trials on 1500, 4 on 3000 and 2 on 6000; of 3000 users 8 trials on 1500 and 4 on
/// all.</remarks>
internal static class Halving
{
    /// <summary>Fewer training users than this say too little about what is best for all of them.</summary>
    public const int LeastUsers = 1000;

    private static readonly int[] Parts = [4, 2, 1];

    /// <param name="trials">Trials beside trial 0, at least 1.</param>
    /// <param name="users">All training users.</param>
    /// <param name="leastUsers">A rung of fewer is left out, except the last one, of all.</param>
    public static IReadOnlyList<Rung> Rungs(int trials, int users, int leastUsers = LeastUsers)
    {
        int[] sizes = [.. Parts.Select(part => users / part).Where((size, at) => size >= leastUsers || Parts[at] == 1)];
        return [.. sizes.Select((size, at) => new Rung(size, Math.Max(1, (trials + (1 << at) - 1) >> at)))];
    }

    /// <summary>Trial 0, and the best of the others, ascending; of equal ones the first.</summary>
    public static int[] Survivors(IReadOnlyCollection<Trial> measured, int count) =>
        [.. Ranked(measured.Where(trial => trial.Number > 0)).Take(count).Select(trial => trial.Number).Prepend(0).Order()];

    /// <summary>The best of some trials of one rung; trial 0 where no other is better.</summary>
    public static Trial Best(IEnumerable<Trial> measured) => Ranked(measured).First();

    // What has no value comes last.
    private static IEnumerable<Trial> Ranked(IEnumerable<Trial> trials) => trials
        .OrderBy(trial => trial.Value is { } value ? (trial.IsLowerBetter ? value : -value) : double.PositiveInfinity)
        .ThenBy(trial => trial.Number);
}
