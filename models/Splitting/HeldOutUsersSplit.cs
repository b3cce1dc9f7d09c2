namespace RecPipeline.Models.Splitting;

/// <summary>
/// Five folds of held-out users: place mod 5 is the bucket; fold f tests bucket f, every second user of bucket f + 1 mod 5 validates, all
/// others train.
/// </summary>
/// <remarks>The rest is <see cref="StrongGeneralisation"/>'s.</remarks>
/// <param name="name">Name of the protocol.</param>
/// <param name="likedThreshold">Ratings of at least this much take part; null for all.</param>
public sealed class HeldOutUsersSplit(string name, double? likedThreshold) : StrongGeneralisation
{
    private const int Buckets = 5;

    public override string Name => name;

    public override string Definition =>
        $"users with at least {LeastRows} {(likedThreshold is { } liked ? $"ratings of {SplitRules.Words(liked)} or more" : "ratings")}, "
        + $"ordered by hash, fall into {Buckets} buckets; fold f tests bucket f, "
        + $"whose users no model saw: 1/{HiddenShare} of a user's rows (by hash) is hidden, "
        + "the rest is the history given to the model; half of the next bucket is validation";

    public override int Folds => Buckets;

    public override bool Keeps(float rating) => likedThreshold is not { } liked || rating >= liked;

    protected override RowRole RoleOfPlace(int place, int users, int fold)
    {
        int bucket = place % Buckets;
        if (bucket == fold)
            return RowRole.Test;
        return bucket == (fold + 1) % Buckets && place / Buckets % 2 == 0 ? RowRole.ValidationTest : RowRole.Train;
    }
}
