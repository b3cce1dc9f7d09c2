using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Spark.ML;

/// <summary>Any estimator of spark.ml, by its Java class: it learns a model from a table.</summary>
/// <example><c>new Estimator(spark, "org.apache.spark.ml.clustering.KMeans").Set("k", 8).Fit(points)</c></example>
public sealed class Estimator(SparkSession session, string javaClass) : JavaStage<Estimator>(session, New(session, javaClass))
{
    /// <summary>Learns; an action that may run many jobs.</summary>
    public Transformer Fit(DataFrame data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new Transformer(Session, Java.Call("fit", data.Java));
    }

    internal static JavaObject New(SparkSession session, string javaClass)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Connection.New(javaClass);
    }
}

/// <summary>Any model or feature transformer of spark.ml: a table in, a table with more columns out.</summary>
public sealed class Transformer : JavaStage<Transformer>
{
    public Transformer(SparkSession session, string javaClass)
        : base(session, Estimator.New(session, javaClass))
    {
    }

    internal Transformer(SparkSession session, JavaObject java)
        : base(session, java)
    {
    }

    public DataFrame Transform(DataFrame data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.With(Java.Call("transform", data.Java));
    }

    /// <summary>Writes it to a folder of the cluster's file system.</summary>
    public void Save(string path, bool overwrite = false) => JavaFiles.Save(Java, path, overwrite);

    /// <param name="session">Where it will be used.</param>
    /// <param name="javaClass">The model's class, for example <c>org.apache.spark.ml.clustering.KMeansModel</c>.</param>
    /// <param name="path">A folder that <see cref="Save"/> wrote.</param>
    public static Transformer Load(SparkSession session, string javaClass, string path)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new Transformer(session, session.Connection.CallStatic(javaClass, "load", path));
    }
}

/// <summary>Any evaluator of spark.ml: a table of predictions in, a number out.</summary>
public sealed class Evaluator(SparkSession session, string javaClass) : JavaStage<Evaluator>(session, Estimator.New(session, javaClass))
{
    public double Evaluate(DataFrame predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Java.Call<double>("evaluate", predictions.Java);
    }
}

/// <summary>Saving, which is alike for everything in spark.ml.</summary>
internal static class JavaFiles
{
    public static void Save(JavaObject stage, string path, bool overwrite)
    {
        using var writer = stage.Call("write");
        using var target = overwrite ? writer.Call("overwrite") : writer;
        target.Run("save", path);
    }
}
