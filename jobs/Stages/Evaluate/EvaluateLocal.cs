using RecPipeline.Evaluation;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Evaluate;

internal static class EvaluateLocal
{
    public static void Run(StageContext context)
    {
        var (rows, facts) = (new List<MetricRow>(), new FoldFacts());
        var folds = TableNames.Folds(context.Options).ToArray();
        for (int i = 0; i < folds.Length; i++)
        {
            rows.AddRange(ProtocolKinds.Of(folds[i].Protocol) == ProtocolKind.Ratings
                ? new RatingFold(context, folds[i], facts).Measure()
                : new ListFold(context, folds[i], facts).Measure());
            context.Progress((i + 1.0) / folds.Length);
        }
        facts.Pooled.Compare(facts, context.Options.Seed);
        context.Draft("metrics", Schemas.Metrics).Write(MetricsBatch.Of(rows));
        foreach (var (name, value) in facts.ToJson())
            context.Properties[name] = value?.DeepClone();
    }
}
