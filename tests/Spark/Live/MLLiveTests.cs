using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.ML;
using RecPipeline.Spark.Sql;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>MLlib through the binding.</summary>
[Trait("Tier", "All")]
public abstract class MLLiveTests(LiveSpark spark)
{
    private SparkSession Session => spark.Session;

    // An exact rank-1 matrix: rating = (u % 3 + 1) · (i % 4 + 1) / 2, one cell in five left out.
    private DataFrame Ratings => Session.Sql("""
        select cast(u.id as int) user, cast(i.id as int) item, cast((u.id % 3 + 1) * (i.id % 4 + 1) / 2.0 as float) rating
        from range(0, 30, 1, 1) u cross join range(0, 20, 1, 1) i where (u.id * 7 + i.id) % 5 <> 0 order by user, item
        """);

    [LiveFact]
    public void ALS_OnARankOneMatrix_PredictsTheMissingCells()
    {
        var model = Als().Fit(Ratings);
        Assert.Equal((2, 30L, 20L), (model.Rank, model.UserFactors.Count(), model.ItemFactors.Count()));
        Assert.Equal("struct<id:int,features:array<float>>", model.UserFactors.Schema().SimpleString);
        var missing = Session.Sql("select cast(u.id as int) user, cast(i.id as int) item, cast((u.id % 3 + 1) * (i.id % 4 + 1) / 2.0 as float) rating from range(30) u cross join range(20) i where (u.id * 7 + i.id) % 5 = 0");
        double rmse = Evaluator("Regression").Set("metricName", "rmse").Set("labelCol", "rating").Set("predictionCol", "prediction")
            .Evaluate(model.Transform(missing));
        Assert.InRange(rmse, 0, 0.15);
        var lists = model.RecommendForAllUsers(3).OrderBy("user").Collect();
        Assert.Equal(30, lists.Count);
        Assert.All(lists, row => Assert.Equal(3, row.GetAs<object[]>("recommendations").Length));
        Assert.All(lists, row => Assert.Equal(3, row.GetAs<object[]>("recommendations").Cast<Row>().First().GetAs<int>("item") % 4));
        Assert.Single(model.RecommendForUserSubset(Session.Sql("select 7 user"), 2).Collect());
    }

    [LiveFact]
    public void ALSModel_SavedAndLoaded_IsTheSame()
    {
        var model = Als().Fit(Ratings);
        string path = "file://" + spark.File("als");
        model.Save(path);
        Assert.Throws<SparkGatewayException>(() => model.Save(path));
        model.Save(path, overwrite: true);
        string[] Factors(ALSModel one) => [.. one.UserFactors.OrderBy("id").Collect().Select(row => row.ToString())];
        Assert.Equal(Factors(model), Factors(ALSModel.Load(Session, path)));
    }

    [LiveFact]
    public void Parameters_AreSetByNameWithTheirJavaType()
    {
        var als = new ALS(Session).Set("rank", 7L).Set("regParam", 1).Set("seed", 5).Set("implicitPrefs", true).Set("coldStartStrategy", "drop");
        Assert.Equal((7, 1.0, 5L, true, "drop"), (als.Get<int>("rank"), als.Get<double>("regParam"), als.Get<long>("seed"), als.Get<bool>("implicitPrefs"), als.Get<string>("coldStartStrategy")));
        Assert.Contains("regParam: regularization parameter", als.ExplainParams());
        Assert.Contains("'rank' of org.apache.spark.ml.recommendation.ALS is a IntParam", Assert.Throws<ArgumentException>(() => als.Set("rank", "x")).Message);
        Assert.Throws<SparkGatewayException>(() => als.Set("nosuch", 1));
        Assert.Throws<SparkGatewayException>(() => als.Set("rank", -1));
    }

    [LiveFact]
    public void AnyEstimator_OfSparkML_IsReached()
    {
        var points = Session.Sql("select cast(id % 2 * 10 as double) x, cast(id % 2 * 10 + id / 100 as double) y from range(20)");
        var vectors = new Transformer(Session, "org.apache.spark.ml.feature.VectorAssembler").Set("inputCols", new[] { "x", "y" }).Set("outputCol", "features").Transform(points);
        var model = new Estimator(Session, "org.apache.spark.ml.clustering.KMeans").Set("k", 2).Set("seed", 1L).Fit(vectors);
        var clusters = model.Transform(vectors).GroupBy("prediction").Agg(Count("*").Alias("n"), Max("x").Alias("x")).Collect();
        Assert.Equal([10L, 10L], clusters.Select(row => row.GetAs<long>("n")));
        double silhouette = Evaluator("Clustering").Evaluate(model.Transform(vectors));
        Assert.InRange(silhouette, 0.9, 1);
        model.Save("file://" + spark.File("kmeans"), overwrite: true);
        Assert.Equal(20, Transformer.Load(Session, "org.apache.spark.ml.clustering.KMeansModel", "file://" + spark.File("kmeans")).Transform(vectors).Count());
    }

    [LiveFact]
    public void RankingEvaluator_OnAListWorkedByHand()
    {
        // Hits at places 1 and 3 of 2 relevant items: average precision (1/1 + 2/3) / 2.
        var lists = Session.Sql("select array(1d, 2d, 3d) prediction, array(1d, 3d) label");
        Assert.Equal((1 + (2.0 / 3)) / 2, Evaluator("Ranking").Evaluate(lists), 1e-12);
        Assert.Equal(0.5, Evaluator("Ranking").Set("metricName", "precisionAtK").Set("k", 2).Evaluate(lists), 1e-12);
    }

    private Evaluator Evaluator(string kind) => new(Session, $"org.apache.spark.ml.evaluation.{kind}Evaluator");

    private ALS Als() => new ALS(Session).SetRank(2).SetMaxIter(8).SetRegParam(0.01).SetUserCol("user").SetItemCol("item").SetRatingCol("rating").SetSeed(1).SetNumBlocks(2).SetColdStartStrategy("drop");
}

[Collection(Spark35Collection.Name)]
public sealed class MLLive35Tests(Spark35 spark) : MLLiveTests(spark);

[Collection(Spark43Collection.Name)]
public sealed class MLLive43Tests(Spark43 spark) : MLLiveTests(spark);
