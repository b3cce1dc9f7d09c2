using RecPipeline.Evaluation;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>Evaluates fold after fold and writes <c>metrics</c>, on whichever engine.</summary>
internal static class EvaluateFolds
{
    public static void Run(StageContext context, Func<FoldName, IFoldWork> workOf)
    {
        var (rows, facts) = (new List<MetricRow>(), new FoldFacts());
        var folds = TableNames.Folds(context.Options).ToArray();
        var categories = ItemCategories.Of(context);
        for (int i = 0; i < folds.Length; i++)
        {
            var work = workOf(folds[i]);
            rows.AddRange(folds[i].Kind == ProtocolKind.Ratings
                ? new RatingFold(context, work, folds[i], facts).Measure()
                : new ListFold(context, work, folds[i], categories, facts).Measure());
            context.Progress((i + 1.0) / folds.Length);
        }
        facts.Pooled.Compare(facts, context.Options.Seed);
        context.Draft("metrics", Schemas.Metrics).Write(MetricsBatch.Of(rows));
        foreach (var (name, value) in facts.ToJson())
            context.Properties[name] = value?.DeepClone();
    }
}
