using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>A role of a hand-off: who plays it, and what their rows hold.</summary>
/// <param name="Name">As in folder names.</param>
/// <param name="Input">[users × items] what the network reads.</param>
/// <param name="Targets">[users × items] what it should predict; null where it predicts its input.</param>
/// <param name="Seen">[users × items] what it must never recommend; items that are input need not be named again. Null for none.</param>
/// <param name="TakesPart">The users of the role.</param>
internal sealed record HandOffRole(string Name, SparseMatrix Input, SparseMatrix? Targets, SparseMatrix? Seen, Func<int, bool> TakesPart)
{
    public int[] Users => [.. Enumerable.Range(0, Input.Rows).Where(TakesPart)];

    public InteractionRows Rows => new(HandOffRoles.FileSchema, Input, Targets, Seen);
}

/// <summary>The roles of each kind of fit. They look at one user at a time, so they serve all users or some of them.</summary>
internal static class HandOffRoles
{
    /// <summary>In the order of the manifest.</summary>
    public static readonly string[] Names = ["train", "validation", "fold_in"];

    /// <summary>Columns of the files; the role is a folder.</summary>
    public static readonly FieldList FileSchema = new([.. Schemas.Interactions.Skip(1)]);

    /// <summary>Of the final fit, and of a fold that holds no users out: everybody has rows to train on and gets a list.</summary>
    /// <param name="options">Input rule.</param>
    /// <param name="ratings">[users × items] all rows to train on.</param>
    /// <param name="history">[users × items] of validation users: what is known.</param>
    /// <param name="targets">[users × items] of validation users: what is hidden.</param>
    public static HandOffRole[] Whole(PipelineOptions options, SparseMatrix ratings, SparseMatrix history, SparseMatrix targets)
    {
        var input = Input(options, ratings);
        return
        [
            new(Names[0], input, null, null, user => input.RowCount(user) > 0 && targets.RowCount(user) == 0),
            new(Names[1], history, targets, null, user => targets.RowCount(user) > 0),
            new(Names[2], input, null, ratings, user => ratings.RowCount(user) > 0),
        ];
    }

    /// <summary>Of a fold with held-out users, from its tables.</summary>
    public static HandOffRole[] OfFold(PipelineOptions options, SparseMatrix train, SparseMatrix history, SparseMatrix targets,
        SparseMatrix foldIn)
    {
        var input = Input(options, train);
        return
        [
            new(Names[0], input, null, null, user => input.RowCount(user) > 0),
            new(Names[1], Input(options, history), targets, null, user => targets.RowCount(user) > 0),
            new(Names[2], Input(options, foldIn), null, foldIn, user => foldIn.RowCount(user) > 0),
        ];
    }

    // The cells that are input by the rule, with their ratings as values.
    private static SparseMatrix Input(PipelineOptions options, SparseMatrix ratings) =>
        options.HandOff.InputRule == "all" ? ratings : ratings.AtLeast(options.LikedThreshold);
}
