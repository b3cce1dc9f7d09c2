namespace RecPipeline.Models.Splitting;

/// <summary>
/// The protocol of the public MovieLens-20M ladder: liked ratings count, a fixed number of users tests and as many validate, once.
/// </summary>
/// <remarks>
/// Source: Liang, Krishnan, Hoffman, Jebara, WWW 2018, section 4, which keeps "ratings of four or higher" (above 3.5, in its program): the
/// default threshold on stars. On another scale it is the run's own threshold. Users in order of (h(seed, user), user): the first are test,
/// the next validation. By default each is a tenth of the users that take part and at most 10,000, which on MovieLens-20M is the paper's
/// number; on 1M the paper has 500. The paper draws users and hidden rows with a generator of its own; here both go by hash, so a row's
/// side depends on nothing but its ids.
/// </remarks>
/// <param name="heldOutUsers">
/// Test users, and as many validation users; 0 for the default. Never more than a third of the users each.
/// </param>
/// <param name="likedThreshold">Lowest rating that takes part.</param>
public sealed class LiangSplit(int heldOutUsers = 0, double likedThreshold = SplitRules.Stars) : StrongGeneralisation
{
    public const string Protocol = "liang";

    private const int DefaultShare = 10, DefaultMost = 10_000;

    public override string Name => Protocol;

    public override string Definition =>
        $"ratings of {SplitRules.Words(likedThreshold)} or more of users with at least {LeastRows} of them; ordered by hash, the first "
        + (heldOutUsers > 0 ? $"{heldOutUsers:N0} users " : $"1/{DefaultShare} of the users (at most {DefaultMost:N0}) ")
        + $"test and as many validate, whom no model saw: 1/{HiddenShare} of a user's rows (by hash) is hidden, "
        + "the rest is the history given to the model; all other users train";

    public override int Folds => 1;

    public override bool Keeps(float rating) => rating >= likedThreshold;

    protected override RowRole RoleOfPlace(int place, int users, int fold)
    {
        int held = Math.Min(heldOutUsers > 0 ? heldOutUsers : Math.Min(users / DefaultShare, DefaultMost), users / 3);
        return place < held ? RowRole.Test : place < 2 * held ? RowRole.ValidationTest : RowRole.Train;
    }
}
