using System.Diagnostics;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Jobs.Tuning;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.Splitting;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>
/// One fold of a protocol with lists: fits the list models on its training rows, makes each test user's lists and measures them at once.
/// </summary>
internal sealed class ListFold(StageContext context, IFoldWork work, FoldName fold, ItemCategories categories, FoldFacts facts)
{
    private readonly PipelineOptions _options = context.Options;
    private readonly int[] _cutoffs = FoldMetrics.Cutoffs(context.Options);
    private readonly TrainingData _data = context.TrainingData(fold.Train, context.Options.ForLists());

    public IReadOnlyList<MetricRow> Measure()
    {
        var fits = new TimedFits(work.Fits, fold, facts);
        var fitted = Weighted(
            ListSet.Fit(Tuned(), fits, _data, _cutoffs[^1], FinalModels.Given(context, fold.Folder), context.Cancellation))
            .WithFloor(_options, fits, _data, context.Cancellation);
        facts.CandidateSet(
            fold,
            $"all {_data.Items - fitted.Settings.Excluded.Length:N0} items with a training row, less the user's history; "
            + "nothing is sampled");
        var users = UserSample.Draw(work.TestUsers(), context.Run.Catalog.UserIds(), _options.Seed, _options.Evaluate.MaxUsers);
        facts.Sample(fold, users);
        var evaluations = Evaluate(fitted, users);
        Compare(evaluations);
        if (_options.TopN.IsShaped)
            RuleCosts.Measure(context, fold, fitted, users, facts);
        return
        [
            .. evaluations.SelectMany(
                each => each.Value.Rows(fold.Protocol, fold.Fold, each.Key, _options.Seed, _options.Evaluate.Resamples))
                .Select(row => Row(row, users)),
        ];
    }

    // Who was not drawn is skipped, so that users and skipped ones together are all test users.
    private static MetricRow Row(MetricRow row, UserSample users) =>
        row with { UsersSkipped = row.UsersSkipped + users.Of - users.Users.Length };

    // Each fold for itself: the validation users of one fold may be test users of another.
    private PipelineOptions Tuned()
    {
        if (!fold.HasHeldOutUsers)
            return _options;
        var (options, choices) = OptionChoice.All(context, fold, _data);
        foreach (var choice in choices)
            facts.Tune(fold, choice);
        return options;
    }

    private ListSet Weighted(ListSet fitted)
    {
        if (!_options.TopN.Blend.Choose || !fold.HasHeldOutUsers)
            return fitted;
        var choice = BlendChoice.Of(
            context, fitted, context.Matrix(fold.ValidationFoldIn), context.Matrix(fold.ValidationTest),
            context.HistoryTimes(fold.ValidationFoldIn, fitted.Fitted));
        facts.Choose(fold, choice);
        return choice.Apply(fitted);
    }

    private OrderedDictionary<string, ListEvaluation> Evaluate(ListSet fitted, UserSample users)
    {
        var catalogue = new TrainingCatalogue(_data.ByItem, categories.Matrix);
        var evaluations = new OrderedDictionary<string, ListEvaluation>();
        foreach (string name in TestUserLists.Names(fitted.Lists))
            evaluations[name] = new ListEvaluation(
                FoldMetrics.Of(_options, fold.Kind, catalogue, categories.Sliced), _cutoffs, _data.Users, _data.Items, _options.Seed);
        var clock = Stopwatch.StartNew();
        work.Measure(fitted, catalogue, categories.Sliced, [.. evaluations.Values], users);
        facts.Time(fold, "all lists", 0, clock.Elapsed.TotalSeconds);
        return evaluations;
    }

    // Every model against popularity, and the blend against each model that could be part of it.
    private void Compare(OrderedDictionary<string, ListEvaluation> evaluations)
    {
        var (metric, cutoff) = ProtocolKinds.Headline(fold.Protocol, _cutoffs);
        var values = evaluations.ToDictionary(each => each.Key, each => each.Value.PerUser(metric, cutoff));
        foreach (string model in values.Keys.Where(model => model != PopularityModel.ModelName))
            facts.Compare(fold, metric, cutoff, model, PopularityModel.ModelName,
                PairedComparison.Compare(values[model], values[PopularityModel.ModelName], _options.Seed));
        foreach (string part in FoldFacts.Parts(values.Keys))
            facts.Compare(fold, metric, cutoff, ModelList.BlendName, part,
                PairedComparison.Compare(values[ModelList.BlendName], values[part], _options.Seed));
        facts.Best(fold.Protocol, fold.Fold, metric, cutoff, values, _options.Seed);
        // A user has one window after the other there, and one value here.
        if (fold.Kind != ProtocolKind.Later)
            facts.Pooled.Add(fold, metric, cutoff, values);
    }
}
