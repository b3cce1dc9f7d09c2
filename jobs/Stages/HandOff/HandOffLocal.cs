using RecPipeline.Jobs.Running;
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
        var roles = Splits.Named("strong_liked").Assign(rows, fold: 0, context.Options.Seed);
        var ratings = context.Matrix("ratings");
        var input = Input(context, ratings);
        var (history, targets) = (WithRole(context, rows, roles, RowRole.ValidationFoldIn), WithRole(context, rows, roles, RowRole.ValidationTest));
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
    private static SparseMatrix Input(StageContext context, SparseMatrix ratings)
    {
        if (context.Options.HandOff.InputRule == "all")
            return ratings;
        var (row, column, value) = (new List<int>(), new List<int>(), new List<float>());
        for (int user = 0; user < ratings.Rows; user++)
        {
            var (items, values) = (ratings.RowIndices(user), ratings.RowValues(user));
            for (int i = 0; i < items.Length; i++)
            {
                if (values[i] < context.Options.LikedThreshold)
                    continue;
                row.Add(user);
                column.Add(items[i]);
                value.Add(values[i]);
            }
        }
        return SparseMatrix.FromTriples(ratings.Rows, ratings.Columns, row.ToArray(), column.ToArray(), value.ToArray());
    }

    private static SparseMatrix WithRole(StageContext context, RatingRows rows, RowRole[] roles, RowRole role)
    {
        int[] kept = [.. Enumerable.Range(0, roles.Length).Where(i => roles[i] == role)];
        return SparseMatrix.FromTriples(
            context.UserCount(),
            context.ItemCount(),
            kept.Select(i => rows.UserIndex[i]).ToArray(),
            kept.Select(i => rows.ItemIndex[i]).ToArray(),
            kept.Select(i => rows.Rating[i]).ToArray());
    }
}
