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
        Write(new InteractionsWriter(context, "final", protocol: "final", fold: 0), Final(context));
        foreach (var fold in TableNames.Folds(context.Options).Where(fold => fold.HasHeldOutUsers))
            Write(new InteractionsWriter(context, fold.Folder, fold.Protocol, fold.Fold), OfFold(context, fold));
    }

    /// <summary>The protocol whose fold 0 has the validation users of the final fit.</summary>
    public static string FinalProtocol(PipelineOptions options) => options.Clean.Feedback == "implicit" ? "strong_all" : "strong_liked";

    private static HandOffRole[] Final(StageContext context)
    {
        var rows = context.Rows("ratings");
        var roles = SplitStage.SplitOf(context.Options, FinalProtocol(context.Options)).Assign(rows, fold: 0, context.Options.Seed);
        return HandOffRoles.Final(context.Options, rows.ToMatrix(), rows.With(roles, RowRole.ValidationFoldIn).ToMatrix(), rows.With(roles, RowRole.ValidationTest).ToMatrix());
    }

    private static HandOffRole[] OfFold(StageContext context, FoldName fold) => HandOffRoles.OfFold(
        context.Options, context.Matrix(fold.Train), context.Matrix(fold.ValidationFoldIn), context.Matrix(fold.ValidationTest), context.Matrix(fold.FoldIn));

    private static void Write(InteractionsWriter writer, HandOffRole[] roles)
    {
        foreach (var role in roles)
            writer.Write(role);
        writer.Finish();
    }
}
