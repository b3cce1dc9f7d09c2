using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Als;
using RecPipeline.Jobs.Stages.Similarity;
using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>The fits of a fold in executors, as far as they have a form there: cosine, and ALS by our solver whatever <c>als.solver</c> says, so that the numbers of both engines are the same.</summary>
/// <remarks>Biases are a few sweeps over rows that the driver has, EASE is one dense inverse; both stay there. So does what is above the limits of broadcasts: factor tables of ALS, training rows.</remarks>
/// <param name="context">Options and session.</param>
/// <param name="table">The training rows; every matrix given to a fit holds exactly these.</param>
internal sealed class SparkFits(StageContext context, string table) : IModelFits
{
    private readonly ModelFits _driver = new(context.Options, context.Cancellation);
    private readonly ExecutorFit _executors = new(context);

    public RatingPredictor Biases(SparseMatrix ratings) => _driver.Biases(ratings);

    public RatingPredictor Ratings(SparseMatrix ratings)
    {
        var p = _driver.RatingsParameters;
        if (!Holds(p))
            return _driver.Ratings(ratings);
        var biases = Biases(ratings).Biases;
        using var residuals = new ResidualCells(context, table, biases);
        return _driver.Predictor(biases, _executors.Factors(residuals.Cells, p));
    }

    public RatingPredictor PlainRatings(SparseMatrix ratings)
    {
        var p = _driver.RatingsParameters;
        return Holds(p)
            ? _driver.Predictor(BiasModel.None(ratings), _executors.Factors(context.Frame(table).Select(Col("user_index"), Col("item_index"), Col("rating").Alias("value")), p))
            : _driver.PlainRatings(ratings);
    }

    public SimilarityTable Similarity(SparseMatrix ratings) =>
        SimilaritySpark.CanDo(context.Options) && SimilaritySpark.Holds(context, ratings.Count) ? SimilaritySpark.Table(context, ratings) : _driver.Similarity(ratings);

    public FactorModel Lists(SparseMatrix ratings)
    {
        var p = _driver.ListsParameters;
        return Holds(p) ? _executors.Factors(AlsSpark.Likes(context, table, p), p) : _driver.Lists(ratings);
    }

    public EaseModel Ease(SparseMatrix liked) => _driver.Ease(liked);

    private bool Holds(AlsParameters p)
    {
        bool holds = _executors.Holds(p);
        if (!holds)
            context.Log.Information("evaluate: the factor tables of rank {Rank} are above als.maxBroadcastBytes, so the driver fits ALS on {Table}", p.Rank, table);
        return holds;
    }
}
