using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages;

/// <summary>
/// Weights of a blend chosen on validation users, whom no model was fitted on and no metric is measured on: those with the best mean NDCG
/// that <see cref="BlendSearch"/> finds.
/// </summary>
/// <param name="Weights">By model, in the order of the blend; popularity has none.</param>
/// <param name="Ndcg">Of the chosen weights, mean over the validation users.</param>
/// <param name="Users">Validation users that were measured.</param>
internal sealed record BlendChoice(IReadOnlyList<(string Model, double Weight)> Weights, double Ndcg, int Users)
{
    private const int MaxUsers = 2000;
    private const int RangeUsers = 16;

    /// <param name="context">Threads and cancellation.</param>
    /// <param name="models">Fitted without the validation users; popularity first.</param>
    /// <param name="histories">[users × items] what is known of a validation user.</param>
    /// <param name="targets">[users × items] what is hidden.</param>
    /// <param name="times">One per cell of the histories; null where no model reads them.</param>
    public static BlendChoice Of(StageContext context, ListSet models, SparseMatrix histories, SparseMatrix targets, long[]? times)
    {
        int[] users = Thinned([.. Enumerable.Range(0, targets.Rows).Where(user => targets.RowCount(user) > 0)]);
        var lists = MakeLists(context, models, histories, users, times);
        var best = BlendSearch.Run(models.Lists.Length - 1, points => Means(context, models, lists, targets, users, points));
        return new BlendChoice([.. models.Lists.Skip(1).Select((model, part) => (model.Name, best.Weights[part]))], best.Mean,
            users.Length);
    }

    /// <summary>The same models with the chosen weights.</summary>
    public ListSet Apply(ListSet models) => models.With(Weights.ToDictionary(weight => weight.Model, weight => weight.Weight));

    /// <summary>As contracts keep it.</summary>
    public JsonObject ToJson() => new()
    {
        ["weights"] = new JsonObject(
            Weights.Select(weight => KeyValuePair.Create(weight.Model, (JsonNode?)JsonValue.Create(weight.Weight)))),
        ["ndcg"] = Math.Round(Ndcg, 6),
        ["users"] = Users,
    };

    // Evenly spread over the users, so that large data costs no more.
    private static int[] Thinned(int[] users) =>
        users.Length <= MaxUsers
            ? users
            : [.. Enumerable.Range(0, MaxUsers).Select(at => users[(int)((long)at * users.Length / MaxUsers)])];

    // Every model's list of each user; null where the model could use nothing of the history. Memory: 8 bytes a candidate.
    private static CandidateList?[][] MakeLists(StageContext context, ListSet models, SparseMatrix histories, int[] users, long[]? times)
    {
        var lists = new CandidateList?[users.Length][];
        RowChunks.Run(
            users.Length, ListBlockMaker.BlockUsers, context.Threads, () => new ListBlockMaker(models.Lists, models.Settings),
            (maker, first, end) =>
            {
                maker.Make(histories, users.AsSpan(first..end), timestamps: times);
                for (int at = 0; at < end - first; at++)
                    lists[first + at] = [.. models.Lists.Select((_, model) => Copy(maker.ListOf(model, at), isFallback: model == 0))];
            },
            context.Cancellation);
        return lists;
    }

    private static CandidateList? Copy(ModelList list, bool isFallback)
    {
        if (!list.IsOwn && !isFallback)
            return null;
        var copy = new CandidateList(list.List.Count);
        copy.Copy(list.List, list.List.Count);
        return copy;
    }

    // Of each point, summed over the users in their order whatever the number of threads.
    private static double[] Means(StageContext context, ListSet models, CandidateList?[][] lists, SparseMatrix targets, int[] users,
        double[][] points)
    {
        var sums = new double[points.Length];
        RowChunks.RunInOrder(
            users.Length, RangeUsers, context.Threads, () => new Workspace(models.Settings),
            (workspace, first, end) => Enumerable.Range(first, end - first)
                .Select(user => workspace.Ndcgs(lists[user], points, targets.RowIndices(users[user]))).ToArray(),
            range =>
            {
                foreach (double[] ofUser in range)
                    for (int point = 0; point < sums.Length; point++)
                        sums[point] += ofUser[point];
            },
            context.Cancellation);
        return Array.ConvertAll(sums, sum => users.Length == 0 ? 0 : sum / users.Length);
    }

    private sealed class Workspace(ListSettings settings)
    {
        private readonly Blender _blender = new(settings.Order, settings.N, totalWeight: 1);
        private readonly CandidateList _list = new(settings.N);
        private readonly List<(CandidateList List, double Weight)> _parts = [];
        private readonly Ndcg _ndcg = new();

        /// <summary>One for each point.</summary>
        public double[] Ndcgs(CandidateList?[] lists, double[][] points, ReadOnlySpan<int> targets)
        {
            var values = new double[points.Length];
            for (int point = 0; point < points.Length; point++)
                values[point] = Ndcg(lists, points[point], targets);
            return values;
        }

        private double Ndcg(CandidateList?[] lists, double[] weights, ReadOnlySpan<int> targets)
        {
            _parts.Clear();
            for (int model = 1; model < lists.Length; model++)
                if (lists[model] is { } list && weights[model - 1] > 0)
                    _parts.Add((list, weights[model - 1]));
            if (_parts.Count > 0)
                _blender.Blend(_parts, _list);
            else
                _list.Copy(lists[0]!, settings.N);
            return _ndcg.Value(new RankedList(_list.Items, [], targets, []), settings.N);
        }
    }
}
