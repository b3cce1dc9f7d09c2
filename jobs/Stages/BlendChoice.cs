using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Running;
using RecPipeline.Models;
using RecPipeline.Models.Kernels;
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

    /// <summary>Tries every weight of <see cref="BlendGrid"/>; the first of the best is taken.</summary>
    /// <param name="context">Threads and cancellation.</param>
    /// <param name="fitted">Models, without popularity's weight.</param>
    /// <param name="histories">[users × items] what is known of a validation user.</param>
    /// <param name="targets">[users × items] what is hidden.</param>
    public static BlendChoice Of(StageContext context, FoldModels fitted, SparseMatrix histories, SparseMatrix targets)
    {
        double[][] grid = BlendGrid.For(fitted.Models.Length - 1);
        int[] users = Thinned([.. Enumerable.Range(0, targets.Rows).Where(user => targets.RowCount(user) > 0)]);
        var values = grid.Select(_ => new double[users.Length]).ToArray();
        RowChunks.Run(users.Length, RangeUsers, context.Threads, () => new Workspace(fitted, grid), (workspace, first, end) =>
        {
            workspace.Maker.Make(histories, users.AsSpan(first..end));
            for (int i = first; i < end; i++)
                for (int point = 0; point < grid.Length; point++)
                    values[point][i] = workspace.Ndcg(i - first, point, targets.RowIndices(users[i]));
        }, context.Cancellation);
        double[] means = Array.ConvertAll(values, each => users.Length == 0 ? 0 : each.Sum() / users.Length);
        int best = Array.IndexOf(means, means.Max());
        return new BlendChoice([.. fitted.Models.Skip(1).Select((model, part) => (model.Name, grid[best][part]))], means[best], users.Length);
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

    private sealed class Workspace(FoldModels fitted, double[][] grid)
    {
        private readonly Blender _blender = new(fitted.Settings.Order, fitted.Settings.N, totalWeight: 1);
        private readonly CandidateList _list = new(fitted.Settings.N);
        private readonly List<(CandidateList List, double Weight)> _parts = [];
        private readonly Ndcg _ndcg = new();

        public ListBlockMaker Maker { get; } = new(fitted.Models, fitted.Settings);

        public double Ndcg(int at, int point, ReadOnlySpan<int> targets)
        {
            _parts.Clear();
            for (int model = 1; model < fitted.Models.Length; model++)
                if (Maker.ListOf(model, at).IsOwn && grid[point][model - 1] > 0)
                    _parts.Add((Maker.ListOf(model, at).List, grid[point][model - 1]));
            if (_parts.Count > 0)
                _blender.Blend(_parts, _list);
            else
                _list.Copy(Maker.ListOf(0, at).List, fitted.Settings.N);
            return _ndcg.Value(new RankedList(_list.Items, [], targets, []), fitted.Settings.N);
        }
    }
}
