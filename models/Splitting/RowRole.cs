namespace RecPipeline.Models.Splitting;

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
