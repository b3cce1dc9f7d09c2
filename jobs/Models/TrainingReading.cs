using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Jobs.Models;

/// <summary>Training data of models from tables.</summary>
internal static class TrainingReading
{
    /// <summary>The rows of a table with the columns of <c>ratings</c>, and what the models need beside them.</summary>
    public static TrainingData TrainingData(this StageContext context, string table, params IEnumerable<ChosenModel> models)
    {
        var needs = models.Aggregate(ModelNeeds.Nothing, (all, model) => all | model.Model.FitNeeds(model.Options));
        return new TrainingData(context.Matrix(table), context.Options.LikedThreshold)
        {
            Timestamps = needs.HasFlag(ModelNeeds.Timestamps) ? Timestamps(context, table) : null,
            ItemFeatures = needs.HasFlag(ModelNeeds.ItemFeatures) ? ItemFeatures(context) : null,
        };
    }

    /// <summary>Times of the rows of a table, in the order of its matrix, where one of the models reads them in histories; null
    /// otherwise.</summary>
    public static long[]? HistoryTimes(this StageContext context, string table, IEnumerable<FittedModel> models) =>
        models.Any(model => model.Model.Needs.HasFlag(ModelNeeds.Timestamps)) ? Timestamps(context, table) : null;

    // In the order of the matrix: by user, then item, whatever the order of the table.
    private static long[] Timestamps(StageContext context, string table)
    {
        var rows = context.Load(table, "user_index", "item_index", "timestamp");
        var (users, items, times) = (rows.Array<int>("user_index"), rows.Array<int>("item_index"), rows.Array<long>("timestamp"));
        long[] keys = [.. users.Zip(items, (user, item) => ((long)user << 32) | (uint)item)];
        var sorted = (long[])times.Clone();
        Array.Sort(keys, sorted);
        return sorted;
    }

    /// <summary>The table <c>item_features</c>; null where no item has any.</summary>
    public static Features? ItemFeatures(StageContext context)
    {
        var (cells, catalog) = (new FeatureCells(), context.Run.Catalog);
        if (catalog.FindContract("item_features")?.Key == catalog.FindContract("ratings")?.Key) // else an earlier run's, of other options
            Add(context.Load("item_features"), cells);
        return cells.ToFeatures(context.ItemCount());
    }

    private static void Add(Table features, FeatureCells cells)
    {
        var (index, names, values, weights) = (features.Array<int>("item_index"), features.Strings("feature"), features.Strings("value"),
            features.Array<float>("weight"));
        for (int row = 0; row < index.Length; row++)
            cells.Add(index[row], values.IsNull(row) ? names.Text(row)! : $"{names.Text(row)}={values.Text(row)}", weights[row]);
    }

    /// <summary>Cells while they are gathered; a cell that is given twice keeps its first value.</summary>
    private sealed class FeatureCells
    {
        private readonly Dictionary<(int Row, string Name), float> _cells = [];

        public void Add(int row, string name, float value) => _cells.TryAdd((row, name), value);

        public Features? ToFeatures(int rows)
        {
            if (_cells.Count == 0)
                return null;
            string[] names = [.. _cells.Keys.Select(cell => cell.Name).Distinct().Order(StringComparer.Ordinal)];
            var column = names.Select((name, at) => (name, at)).ToDictionary(each => each.name, each => each.at);
            var cells = _cells.ToArray();
            return new Features(
                SparseMatrix.FromTriples(
                    rows, names.Length, Array.ConvertAll(cells, cell => cell.Key.Row),
                    Array.ConvertAll(cells, cell => column[cell.Key.Name]), Array.ConvertAll(cells, cell => cell.Value)),
                names);
        }
    }
}
