using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Split;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Stages.HandOff;

internal static class HandOffLocal
{
    public static void Run(StageContext context)
    {
        WriteFinal(context);
        foreach (var fold in TableNames.Folds(context.Options).Where(fold => fold.HasHeldOutUsers))
            WriteFold(context, fold);
    }

    private static void WriteFinal(StageContext context)
    {
        var rows = context.Rows("ratings");
        string protocol = context.Options.Clean.Feedback == "implicit" ? "strong_all" : "strong_liked";
        var roles = SplitStage.SplitOf(context.Options, protocol).Assign(rows, fold: 0, context.Options.Seed);
        var ratings = rows.ToMatrix();
        var input = Input(context, ratings);
        var (history, targets) = (rows.With(roles, RowRole.ValidationFoldIn).ToMatrix(), rows.With(roles, RowRole.ValidationTest).ToMatrix());
        var writer = new InteractionsWriter(context, "final", protocol: "final", fold: 0);
        writer.Write("train", input, null, null, user => input.RowCount(user) > 0 && targets.RowCount(user) == 0);
        writer.Write("validation", history, targets, null, user => targets.RowCount(user) > 0);
        writer.Write("fold_in", input, null, ratings, user => ratings.RowCount(user) > 0);
        writer.Finish();
    }

    private static void WriteFold(StageContext context, FoldName fold)
    {
        var (train, history, targets) = (Input(context, context.Matrix(fold.Train)), context.Matrix(fold.ValidationFoldIn), context.Matrix(fold.ValidationTest));
        var foldIn = context.Matrix(fold.FoldIn);
        var writer = new InteractionsWriter(context, fold.Folder, fold.Protocol, fold.Fold);
        writer.Write("train", train, null, null, user => train.RowCount(user) > 0);
        writer.Write("validation", Input(context, history), targets, null, user => targets.RowCount(user) > 0);
        writer.Write("fold_in", Input(context, foldIn), null, foldIn, user => foldIn.RowCount(user) > 0);
        writer.Finish();
    }

    // The cells that are input by the rule, with their ratings as values.
    private static SparseMatrix Input(StageContext context, SparseMatrix ratings) =>
        context.Options.HandOff.InputRule == "all" ? ratings : ratings.AtLeast(context.Options.LikedThreshold);
}
