using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Stages.Split;

internal static class SplitLocal
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Run(StageContext context) => Run(context, protocol => SplitStage.SplitOf(context.Options, protocol));

    /// <summary>The same with splits from elsewhere: a test brings one that leaks.</summary>
    internal static void Run(StageContext context, Func<string, ISplit> splitOf)
    {
        var rows = context.Rows("ratings");
        RatingChecks.Check(context, RatingFacts.Of(rows, context.Options.LikedThreshold));
        var proofs = new JsonArray();
        var folds = TableNames.Folds(context.Options).ToArray();
        for (int i = 0; i < folds.Length; i++)
        {
            proofs.Add(Cut(context, rows, folds[i], splitOf(folds[i].Protocol)));
            context.Progress((i + 1.0) / folds.Length);
        }
        context.Properties["proofs"] = proofs;
    }

    private static JsonObject Cut(StageContext context, RatingRows rows, FoldName fold, ISplit split)
    {
        var roles = split.Assign(rows, fold.Fold, context.Options.Seed);
        var proof = LeakageProof.Check(rows, roles, split);
        Check(context, fold, proof);
        Write(context, fold.Train, rows, roles, RowRole.Train);
        Write(context, fold.Test, rows, roles, RowRole.Test);
        if (fold.HasHeldOutUsers)
        {
            Write(context, fold.FoldIn, rows, roles, RowRole.FoldIn);
            Write(context, fold.ValidationTest, rows, roles, RowRole.ValidationTest);
            Write(context, fold.ValidationFoldIn, rows, roles, RowRole.ValidationFoldIn);
        }
        return Facts(fold, split, role => roles.AsSpan().Count(role), proof);
    }

    public static void Check(StageContext context, FoldName fold, LeakageReport proof)
    {
        if (!proof.Passed)
            throw new PipelineException(ExitCode.Failed,
                $"Splitting by '{fold.Protocol}', fold {fold.Fold}: {proof.Violations} rows leak from test into training, "
                + $"such as {proof.FirstViolations[0]}. This is a defect of the split; "
                + $"please report it with the seed ({context.Options.Seed}).");
        if (fold.Kind == ProtocolKind.Later && proof.HiddenRows == 0)
            context.Warn(
                $"{fold.Protocol}, fold {fold.Fold}, has nothing to find: in its window of whole days nobody liked an item that had a row "
                + "before. It needs ratings over many days; check the unit of the times.");
    }

    private static void Write(StageContext context, string table, RatingRows rows, RowRole[] roles, RowRole role)
    {
        var kept = rows.With(roles, role);
        context.Write(
            table, Schemas.Ratings, Columns.Int32(kept.UserIndex), Columns.Int32(kept.ItemIndex), Columns.Float32(kept.Rating),
                Columns.Int64(kept.Timestamp));
    }

    /// <summary>What is remembered of a split.</summary>
    public static JsonObject Facts(FoldName fold, ISplit split, Func<RowRole, long> rows, LeakageReport proof)
    {
        var counts = new JsonObject();
        foreach (var role in Enum.GetValues<RowRole>())
            counts[JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString())] = rows(role);
        return new JsonObject
        {
            ["protocol"] = fold.Protocol,
            ["fold"] = fold.Fold,
            ["rule"] = split.Definition,
            ["rows"] = counts,
            ["proof"] = JsonSerializer.SerializeToNode(proof, SnakeCase),
        };
    }
}
