using System.Globalization;

namespace RecPipeline.Models.Splitting;

/// <summary>A protocol's rule that gives every rating row its role.</summary>
public interface ISplit
{
    /// <summary>Name of the protocol, as in <c>evaluate.protocols</c>.</summary>
    string Name { get; }

    /// <summary>One line: the rule, as a report must print it beside every number that the protocol gave.</summary>
    string Definition { get; }

    /// <summary>How many folds exist; 1 where only one makes sense.</summary>
    int Folds { get; }

    /// <summary>What this split promises besides disjoint rows; <see cref="LeakageProof"/> checks it.</summary>
    SplitPromises Promises { get; }

    /// <summary>The role of every row. Depends on the rows, the fold and the seed only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fold is not in [0, Folds).</exception>
    RowRole[] Assign(RatingRows rows, int fold, long seed);
}

/// <summary>What a split promises besides disjoint train and test rows.</summary>
[Flags]
public enum SplitPromises
{
    None = 0,

    /// <summary>No test row of a user is earlier than a train row of the same user.</summary>
    TemporalOrder = 1,

    /// <summary>A user with a hidden or fold-in row has no train row.</summary>
    HeldOutUsers = 2,

    /// <summary>Every hidden row is later than every train row, whoever's they are.</summary>
    GlobalOrder = 4,
}

/// <summary>What a protocol does with one rating row.</summary>
public enum RowRole : byte
{
    /// <summary>Models are fitted on it.</summary>
    Train,

    /// <summary>Hidden from models and histories; lists and predictions are measured against it.</summary>
    Test,

    /// <summary>History of a held-out test user, given to a fitted model.</summary>
    FoldIn,

    /// <summary>History of a held-out validation user.</summary>
    ValidationFoldIn,

    /// <summary>Hidden row of a held-out validation user: options are chosen on it, never reported.</summary>
    ValidationTest,

    /// <summary>Not used by this protocol.</summary>
    Dropped,
}

/// <summary>What a run says about its protocols beside their names.</summary>
/// <param name="LikedThreshold">Lowest rating that is liked, on the scale of the data.</param>
/// <param name="LiangUsers">Test users of protocol liang; 0 for its default.</param>
public sealed record SplitRules(double LikedThreshold = SplitRules.Stars, int LiangUsers = 0)
{
    /// <summary>Where likes begin on a scale of five stars.</summary>
    public const double Stars = 4;

    /// <summary>A threshold as definitions print it: 4.0, 70.0, 0.25.</summary>
    internal static string Words(double threshold) => threshold.ToString("0.0###", CultureInfo.InvariantCulture);
}
