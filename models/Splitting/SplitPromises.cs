namespace RecPipeline.Models.Splitting;

/// <summary>What a split promises besides disjoint train and test rows.</summary>
[Flags]
public enum SplitPromises
{
    None = 0,

    /// <summary>No test row of a user is earlier than a train row of the same user.</summary>
    TemporalOrder = 1,

    /// <summary>A user with a hidden or fold-in row has no train row.</summary>
    HeldOutUsers = 2,
}
