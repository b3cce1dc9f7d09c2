using RecPipeline.Spark.Sql;

namespace RecPipeline.Spark.ML;

/// <summary>Spark's alternating least squares over (user, item, rating) rows.</summary>
/// <remarks>
/// Minimises  sum (r_ui − x_u·y_i)² + regParam · (sum n_u |x_u|² + sum n_i |y_i|²), n counting ratings;
/// with <c>implicitPrefs</c> the preference form of Hu, Koren, Volinsky (ICDM 2008) with confidence 1 + alpha·|r|.
/// Ids must fit 32-bit integers. Equal seeds give equal factors only for equally ordered and partitioned input:
/// sort or checkpoint it first, as Spark's own note advises. For more than about 20 iterations set a checkpoint folder.
/// </remarks>
public sealed class ALS(SparkSession session) : JavaStage<ALS>(session, Estimator.New(session, "org.apache.spark.ml.recommendation.ALS"))
{
    public ALS SetRank(int value) => Set("rank", value);

    public ALS SetMaxIter(int value) => Set("maxIter", value);

    public ALS SetRegParam(double value) => Set("regParam", value);

    public ALS SetAlpha(double value) => Set("alpha", value);

    public ALS SetImplicitPrefs(bool value) => Set("implicitPrefs", value);

    public ALS SetUserCol(string value) => Set("userCol", value);

    public ALS SetItemCol(string value) => Set("itemCol", value);

    public ALS SetRatingCol(string value) => Set("ratingCol", value);

    /// <summary>What becomes of a user or item the model has not seen: <c>nan</c> (default) or <c>drop</c>.</summary>
    public ALS SetColdStartStrategy(string value) => Set("coldStartStrategy", value);

    public ALS SetSeed(long value) => Set("seed", value);

    public ALS SetNumBlocks(int value) => Set("numUserBlocks", value).Set("numItemBlocks", value);

    /// <summary>Iterations between checkpoints; −1 for none.</summary>
    public ALS SetCheckpointInterval(int value) => Set("checkpointInterval", value);

    public ALSModel Fit(DataFrame ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return new ALSModel(Session, Java.Call("fit", ratings.Java));
    }
}
