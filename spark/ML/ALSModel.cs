using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Spark.ML;

/// <summary>Factors of users and items that <see cref="ALS"/> has learned.</summary>
public sealed class ALSModel : JavaStage<ALSModel>
{
    internal ALSModel(SparkSession session, JavaObject java)
        : base(session, java)
    {
    }

    public int Rank => Java.Call<int>("rank");

    /// <summary>Columns <c>id</c> int and <c>features</c> array&lt;float&gt; of length <see cref="Rank"/>.</summary>
    public DataFrame UserFactors => new(Session, Java.Call("userFactors"));

    /// <summary>Columns <c>id</c> int and <c>features</c> array&lt;float&gt;.</summary>
    public DataFrame ItemFactors => new(Session, Java.Call("itemFactors"));

    /// <summary>Adds the prediction column to rows of users and items.</summary>
    public DataFrame Transform(DataFrame data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.With(Java.Call("transform", data.Java));
    }

    /// <summary>
    /// The best items of every user: user column and <c>recommendations</c>, array&lt;struct&lt;item column, rating float&gt;&gt;.
    /// Seen items are not masked.
    /// </summary>
    public DataFrame RecommendForAllUsers(int n) => new(Session, Java.Call("recommendForAllUsers", n));

    public DataFrame RecommendForUserSubset(DataFrame users, int n)
    {
        ArgumentNullException.ThrowIfNull(users);
        return new DataFrame(Session, Java.Call("recommendForUserSubset", users.Java, n));
    }

    /// <summary>Writes both factor tables and the parameters to a folder of the cluster's file system.</summary>
    public void Save(string path, bool overwrite = false) => JavaFiles.Save(Java, path, overwrite);

    public static ALSModel Load(SparkSession session, string path)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new ALSModel(session, session.Connection.CallStatic("org.apache.spark.ml.recommendation.ALSModel", "load", path));
    }
}
