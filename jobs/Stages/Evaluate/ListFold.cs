using System.Diagnostics;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>One fold of a protocol with lists: fits the list models on its training rows, makes each test user's lists and measures them at once.</summary>
internal sealed class ListFold(StageContext context, FoldName fold, FoldFacts facts)
{
    private const int RangeUsers = 32; // below a block, so that threads share a few hundred users evenly
    private readonly PipelineOptions _options = context.Options;
    private readonly int[] _cutoffs = [.. context.Options.Evaluate.Cutoffs.Distinct().Order()];
    private readonly SparseMatrix _train = context.Matrix(fold.Train);
    private readonly SparseMatrix _test = context.Matrix(fold.Test);

    // What a model may know of a test user: rows kept back for it, or the user's training rows.
    private readonly SparseMatrix _history = context.Matrix(fold.HasHeldOutUsers ? fold.FoldIn : fold.Train);

    public IReadOnlyList<MetricRow> Measure()
    {
        var fitted = FoldModels.Fit(_options, _train, Longest, Timed, AutoencoderLists.Find(context, fold.Folder), context.Cancellation);
        facts.CandidateSet(fold, $"all {_train.Columns - fitted.Settings.Excluded.Length:N0} items with a training row, less the user's history; nothing is sampled");
        var models = Weighted(fitted);
        var evaluations = models.Select(model => model.Name).Append(ModelList.BlendName).ToDictionary(name => name, _ => NewEvaluation());
        Score(models, fitted.Settings, evaluations);
        Compare(evaluations);
        return [.. evaluations.SelectMany(each => each.Value.Rows(fold.Protocol, fold.Fold, each.Key, _options.Seed, _options.Evaluate.Resamples))];
    }

    private int Longest => _cutoffs[^1];

    private TrainingCatalogue Catalogue => field ??= new TrainingCatalogue(_train.Transpose());

    private ListModel[] Weighted(FoldModels fitted)
    {
        if (!_options.TopN.Blend.Choose || !fold.HasHeldOutUsers)
            return fitted.Models;
        var choice = BlendChoice.Of(context, fitted, context.Matrix(fold.ValidationFoldIn), context.Matrix(fold.ValidationTest));
        facts.Choose(fold, choice);
        return choice.Apply(fitted.Models);
    }

    private object Timed(string model, Func<object> fit)
    {
        var clock = Stopwatch.StartNew();
        var fitted = fit();
        facts.Time(fold, model, clock.Elapsed.TotalSeconds, 0);
        return fitted;
    }

    private ListEvaluation NewEvaluation() => new(
        fold.HasHeldOutUsers ? StandardMetrics.Ranking(Catalogue) : StandardMetrics.LeaveOneOut(Catalogue, (float)_options.LikedThreshold),
        _cutoffs, _test.Rows, _test.Columns, _options.Seed);

    private void Score(ListModel[] models, ListSettings settings, Dictionary<string, ListEvaluation> evaluations)
    {
        var clock = Stopwatch.StartNew();
        int[] users = [.. Enumerable.Range(0, _test.Rows).Where(user => _test.RowCount(user) > 0)];
        RowChunks.Run(users.Length, RangeUsers, context.Threads, () => new ListBlockMaker(models, settings), (maker, first, end) =>
        {
            maker.Make(_history, users.AsSpan(first..end));
            for (int i = first; i < end; i++)
                Measure(Enumerable.Range(0, models.Length).Select(model => maker.ListOf(model, i - first)).Append(maker.BlendOf(i - first)), users[i], evaluations);
        }, context.Cancellation);
        facts.Time(fold, "all lists", 0, clock.Elapsed.TotalSeconds);
    }

    private void Measure(IEnumerable<ModelList> lists, int user, Dictionary<string, ListEvaluation> evaluations)
    {
        foreach (var list in lists)
            evaluations[list.Name].Add(user, new RankedList(
                First(list.List.Items), First(list.List.Scores), _test.RowIndices(user), _test.RowValues(user)));
    }

    private ReadOnlySpan<T> First<T>(ReadOnlySpan<T> list) => list[..Math.Min(list.Length, Longest)];

    // Every model against popularity, and the blend against each of its parts.
    private void Compare(Dictionary<string, ListEvaluation> evaluations)
    {
        var (metric, cutoff) = ProtocolKinds.Headline(fold.Protocol, _cutoffs);
        var values = evaluations.ToDictionary(each => each.Key, each => each.Value.PerUser(metric, cutoff));
        foreach (string model in values.Keys.Where(model => model != ListModels.Popularity))
            facts.Compare(fold, metric, cutoff, model, ListModels.Popularity, PairedComparison.Compare(values[model], values[ListModels.Popularity], _options.Seed));
        foreach (string part in values.Keys.Where(model => model is not (ListModels.Popularity or ModelList.BlendName)))
            facts.Compare(fold, metric, cutoff, ModelList.BlendName, part, PairedComparison.Compare(values[ModelList.BlendName], values[part], _options.Seed));
        facts.Pooled.Add(fold, metric, cutoff, values);
    }
}
