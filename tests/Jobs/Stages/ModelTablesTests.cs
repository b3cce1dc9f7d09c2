using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>The states of models on the sample are the tables that there were before models had a form: the same rows under new names.</summary>
[Trait("Tier", "All")]
public sealed class ModelTablesTests
{
    // Content hashes of the old tables without their last part, which is of the schema.
    private static readonly (string Table, string[] Columns, string Rows)[] Before =
    [
        ("models/popularity/items", [], "9724-f6c9fcfa9e0bece4-bf722fd59adaf627"),
        ("models/similarity/neighbours", [], "310487-4de30231924c02e6-2e73a3e1f8a16602"),
        ("models/als/item_factors", [], "9724-e411e9441946fc4e-8eab368248cf72f9"),
        ("models/als-ratings/item_factors", [], "9724-d71deb71d127738d-ae35564936631d44"),
        ("models/als-ratings/user_factors", [], "610-57b64e58c6989cba-8653ce6ed4576cac"),
        ("models/als-ratings/item_biases", ["item_index", "bias"], "9724-acf1207d47197fe9-73b0ce644058ba09"),
        ("models/als-ratings/user_biases", ["user_index", "bias"], "610-d7a9cc9d56671b0d-b45de7f9d30fc3ef"),
    ];

    [Fact]
    public void The_rows_of_every_model_are_those_of_the_old_tables()
    {
        var store = new MemoryStore();
        var options = new PipelineOptions
        {
            Input = new InputOptions { Ratings = Repository.At("data", "ml-latest-small", "ratings.csv"), Items = Repository.At("data", "ml-latest-small", "movies.csv") },
            Clean = new CleanOptions { TimeMax = 1_600_000_000 },
        }.With<AlsRatingsOptions>("als-ratings", als => als with { Write = true });
        SmallRun.Execute(store, options, new StageSelection(To: "als-ratings"));
        Assert.All(Before, each => Assert.Equal(each.Rows, RowsOf(new Catalog(store).Load(each.Table, each.Columns).Batch)));
    }

    private static string RowsOf(RecordBatch batch)
    {
        var hasher = new TableHasher(batch.Schema);
        hasher.Add(batch);
        string hash = hasher.Current.ToString();
        return hash[..hash.LastIndexOf('-')];
    }
}
