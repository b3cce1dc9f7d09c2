using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Split;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Stages.HandOff;

internal static class HandOffLocal
{
    public static void Run(StageContext context)
    {
        Write(new InteractionsWriter(context, TableNames.FinalFit, protocol: TableNames.FinalFit, fold: 0), Whole(context, "ratings"));
        foreach (var fold in TableNames.HandOffFolds(context.Options))
            Write(new InteractionsWriter(context, fold.Folder, fold.Protocol, fold.Fold),
                fold.HasHeldOutUsers ? OfFold(context, fold) : Whole(context, fold.Train));
    }

    /// <summary>The protocol whose fold 0 has the validation users where all users have rows to train on.</summary>
    public static string ValidationProtocol(PipelineOptions options) =>
        options.Clean.Feedback == "implicit" ? "strong_all" : "strong_liked";

    // Every user has rows to train on and gets a list; validation users are chosen here.
    private static HandOffRole[] Whole(StageContext context, string table)
    {
        var rows = context.Rows(table);
        var roles = SplitStage.SplitOf(context.Options, ValidationProtocol(context.Options)).Assign(rows, fold: 0, context.Options.Seed);
        return HandOffRoles.Whole(context.Options, rows.ToMatrix(), rows.With(roles, RowRole.ValidationFoldIn).ToMatrix(),
            rows.With(roles, RowRole.ValidationTest).ToMatrix());
    }

    private static HandOffRole[] OfFold(StageContext context, FoldName fold) => HandOffRoles.OfFold(
        context.Options, context.Matrix(fold.Train), context.Matrix(fold.ValidationFoldIn), context.Matrix(fold.ValidationTest),
            context.Matrix(fold.FoldIn));

    private static void Write(InteractionsWriter writer, HandOffRole[] roles)
    {
        foreach (var role in roles)
            writer.Write(role);
        writer.Finish();
    }
}
