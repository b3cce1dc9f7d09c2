using RecPipeline.Spark.Sql;

namespace RecPipeline.Spark.ML;

/// <summary>Errors of predicted values: <c>rmse</c> (default), <c>mse</c>, <c>r2</c>, <c>mae</c>, <c>var</c>.</summary>
public sealed class RegressionEvaluator(SparkSession session)
    : JavaStage<RegressionEvaluator>(session, Estimator.New(session, "org.apache.spark.ml.evaluation.RegressionEvaluator"))
{
    public RegressionEvaluator SetMetricName(string value) => Set("metricName", value);

    public RegressionEvaluator SetLabelCol(string value) => Set("labelCol", value);

    public RegressionEvaluator SetPredictionCol(string value) => Set("predictionCol", value);

    public double Evaluate(DataFrame predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Java.Call<double>("evaluate", predictions.Java);
    }
}

/// <summary>Quality of lists: <c>meanAveragePrecision</c> (default), <c>precisionAtK</c>, <c>ndcgAtK</c>, <c>recallAtK</c>; both columns are array&lt;double&gt;.</summary>
public sealed class RankingEvaluator(SparkSession session)
    : JavaStage<RankingEvaluator>(session, Estimator.New(session, "org.apache.spark.ml.evaluation.RankingEvaluator"))
{
    public RankingEvaluator SetMetricName(string value) => Set("metricName", value);

    public RankingEvaluator SetK(int value) => Set("k", value);

    public RankingEvaluator SetLabelCol(string value) => Set("labelCol", value);

    public RankingEvaluator SetPredictionCol(string value) => Set("predictionCol", value);

    public double Evaluate(DataFrame predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Java.Call<double>("evaluate", predictions.Java);
    }
}
