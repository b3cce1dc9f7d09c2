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
