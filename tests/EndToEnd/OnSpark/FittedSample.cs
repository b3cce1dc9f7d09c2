using RecPipeline.Evaluation;
using RecPipeline.Jobs.Tables;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>Both fits of a run, and the lists of the lists model: what may differ between two solvers, or between two runs of MLlib.</summary>
internal sealed class FittedSample
{
    private const int N = 10;
    private readonly Dictionary<int, int[]> _lists;
    private readonly RatingPredictor _predictor;
    private readonly float[][] _factors;
    private readonly Dictionary<long, int> _users, _items;

    public FittedSample(Catalog catalog, PipelineOptions options)
    {
        _factors = [.. new[] { "als-ratings/user_factors", "als-ratings/item_factors", "als/item_factors" }.Select(table => Factors(catalog, table))];
        var biases = BiasModel.AllKnown(catalog.Load("models/als-ratings/mean").Array<double>("mean")[0], Biases(catalog, "user"), Biases(catalog, "item"));
        _predictor = new RatingPredictor(biases, new FactorModel(options.Models.Of<AlsRatingsOptions>("als-ratings").Rank, _factors[0], _factors[1]), 0.5, 5);
        var lists = catalog.Load("top_n/als");
        _lists = lists.Array<int>("user_index").Zip(lists.Array<int>("item_index")).GroupBy(row => row.First).ToDictionary(user => user.Key, user => user.Select(row => row.Second).ToArray());
        (_users, _items) = (Indexes(catalog, "user"), Indexes(catalog, "item"));
    }

    /// <summary>The largest difference of any factor.</summary>
    public double FactorDifference(FittedSample other) => _factors.Zip(other._factors).Max(pair => pair.First.Zip(pair.Second).Max(each => Math.Abs(each.First - each.Second)));

    /// <summary>Mean over users of the share of their ten items that both have.</summary>
    public double Overlap(FittedSample other) => _lists.Average(user => ListOverlap.OverlapAt(user.Value, other._lists[user.Key], N));

    /// <summary>RMSE over the rows whose user and item were trained.</summary>
    public double Rmse((long User, long Item, float Rating)[] rows)
    {
        var errors = new RatingErrors(_users.Count);
        foreach (var (user, item, rating) in rows.Where(Knows))
            errors.Add(_users[user], rating, _predictor.Predict(_users[user], _items[item]), 0);
        Assert.True(errors.RowsPredicted > rows.Length * 9 / 10, $"{errors.RowsPredicted} of {rows.Length} rows have a prediction");
        return errors.Rmse;
    }

    /// <summary>NDCG@10 over the users with a liked row, whose liked items are those to find.</summary>
    public double Ndcg((long User, long Item, float Rating)[] rows) => rows.Where(Knows).Where(row => row.Rating >= 4).GroupBy(row => row.User).Average(user =>
    {
        int[] relevant = [.. user.Select(row => _items[row.Item]).Order()];
        int[] list = _lists.GetValueOrDefault(_users[user.Key], []);
        return new Ndcg().Value(new RankedList(list, new float[list.Length], relevant, new float[relevant.Length]), N);
    });

    private bool Knows((long User, long Item, float Rating) row) => _users.ContainsKey(row.User) && _items.ContainsKey(row.Item);

    private static float[] Biases(Catalog catalog, string kind) => catalog.Load($"models/als-ratings/{kind}_biases").Array<float>("bias");

    // Rows of Spark's files come in any order.
    private static float[] Factors(Catalog catalog, string table)
    {
        var batch = catalog.Load($"models/{table}").Batch;
        var axis = table.Contains("user", StringComparison.Ordinal) ? Axis.User : Axis.Item;
        return StateTables.Read(new TableForm("factors", axis), batch, batch.RowCount).Values<float>("features");
    }

    private static Dictionary<long, int> Indexes(Catalog catalog, string kind)
    {
        var table = catalog.Load(kind + "s");
        return table.Array<long>($"{kind}_id").Zip(table.Array<int>($"{kind}_index")).ToDictionary(row => row.First, row => row.Second);
    }
}
