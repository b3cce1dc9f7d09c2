using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages;

/// <summary>Weights of a blend chosen on validation users, whom no model was fitted on and no metric is measured on: the best mean NDCG of a fixed grid.</summary>
/// <param name="Weights">By model, in the order of the blend; popularity has none.</param>
/// <param name="Ndcg">Of the chosen weights, mean over the validation users.</param>
/// <param name="Users">Validation users that were measured.</param>
internal sealed record BlendChoice(IReadOnlyList<(string Model, double Weight)> Weights, double Ndcg, int Users)
{
    private const int MostUsers = 2000;
    private const int RangeUsers = 16;
    private const int ChunkPoints = 1024;

    /// <summary>Tries every weight of <see cref="BlendGrid"/>; the first of the best is taken.</summary>
    /// <param name="context">Threads and cancellation.</param>
    /// <param name="fitted">Models, without popularity's weight.</param>
    /// <param name="histories">[users × items] what is known of a validation user.</param>
    /// <param name="targets">[users × items] what is hidden.</param>
    public static BlendChoice Of(StageContext context, FoldModels fitted, SparseMatrix histories, SparseMatrix targets)
    {
        int[] users = Thinned([.. Enumerable.Range(0, targets.Rows).Where(user => targets.RowCount(user) > 0)]);
        var best = Best(BlendGrid.For(fitted.Models.Length - 1), points => Means(context, fitted, histories, targets, users, points));
        return new BlendChoice([.. fitted.Models.Skip(1).Select((model, part) => (model.Name, best.Point[part]))], best.Mean, users.Length);
    }

    /// <summary>The first point with the largest mean. Points are tried by the thousand, so memory does not grow with the grid.</summary>
    public static (double[] Point, double Mean) Best(IEnumerable<double[]> grid, Func<double[][], double[]> meansOf)
    {
        (double[] Point, double Mean) best = ([], double.NegativeInfinity);
        foreach (double[][] points in grid.Chunk(ChunkPoints))
        {
            double[] means = meansOf(points);
            int at = Array.IndexOf(means, means.Max());
            if (means[at] > best.Mean)
                best = (points[at], means[at]);
        }
        return best;
    }

    // Of each point, summed over the users in their order whatever the number of threads.
    private static double[] Means(StageContext context, FoldModels fitted, SparseMatrix histories, SparseMatrix targets, int[] users, double[][] points)
    {
        var sums = new double[points.Length];
        RowChunks.RunInOrder(
            users.Length, RangeUsers, context.Threads, () => new Workspace(fitted, points),
            (workspace, first, end) => workspace.Ndcgs(histories, targets, users.AsSpan(first..end)),
            range =>
            {
                foreach (double[] ofUser in range)
                    for (int point = 0; point < sums.Length; point++)
                        sums[point] += ofUser[point];
            },
            context.Cancellation);
        return Array.ConvertAll(sums, sum => users.Length == 0 ? 0 : sum / users.Length);
    }

    /// <summary>The same models with the chosen weights.</summary>
    public ListModel[] Apply(IEnumerable<ListModel> models) =>
        [.. models.Select(model => model with { Weight = Weights.FirstOrDefault(weight => weight.Model == model.Name).Weight })];

    /// <summary>As contracts keep it.</summary>
    public JsonObject ToJson() => new()
    {
        ["weights"] = new JsonObject(Weights.Select(weight => KeyValuePair.Create(weight.Model, (JsonNode?)JsonValue.Create(weight.Weight)))),
        ["ndcg"] = Math.Round(Ndcg, 6),
        ["users"] = Users,
    };

    // Evenly spread over the users, so that large data costs no more.
    private static int[] Thinned(int[] users) =>
        users.Length <= MostUsers ? users : [.. Enumerable.Range(0, MostUsers).Select(at => users[(int)((long)at * users.Length / MostUsers)])];

    private sealed class Workspace(FoldModels fitted, double[][] points)
    {
        private readonly Blender _blender = new(fitted.Settings.Order, fitted.Settings.N, totalWeight: 1);
        private readonly CandidateList _list = new(fitted.Settings.N);
        private readonly List<(CandidateList List, double Weight)> _parts = [];
        private readonly Ndcg _ndcg = new();
        private readonly ListBlockMaker _maker = new(fitted.Models, fitted.Settings);

        /// <summary>[users][points].</summary>
        public double[][] Ndcgs(SparseMatrix histories, SparseMatrix targets, ReadOnlySpan<int> users)
        {
            _maker.Make(histories, users);
            var values = new double[users.Length][];
            for (int at = 0; at < users.Length; at++)
            {
                values[at] = new double[points.Length];
                for (int point = 0; point < points.Length; point++)
                    values[at][point] = Ndcg(at, points[point], targets.RowIndices(users[at]));
            }
            return values;
        }

        private double Ndcg(int at, double[] weights, ReadOnlySpan<int> targets)
        {
            _parts.Clear();
            for (int model = 1; model < fitted.Models.Length; model++)
                if (_maker.ListOf(model, at).IsOwn && weights[model - 1] > 0)
                    _parts.Add((_maker.ListOf(model, at).List, weights[model - 1]));
            if (_parts.Count > 0)
                _blender.Blend(_parts, _list);
            else
                _list.Copy(_maker.ListOf(0, at).List, fitted.Settings.N);
            return _ndcg.Value(new RankedList(_list.Items, [], targets, []), fitted.Settings.N);
        }
    }
}
