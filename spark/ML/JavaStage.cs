using System.Globalization;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Spark.ML;

/// <summary>An object of spark.ml with named parameters: an estimator, a model, a transformer or an evaluator.</summary>
/// <remarks>
/// Every class of spark.ml is reached by its full name; parameters are set by Spark's own names and converted to their Java type.
/// </remarks>
public abstract class JavaStage
{
    private protected JavaStage(SparkSession session, JavaObject java) => (Session, Java) = (session, java);

    public SparkSession Session { get; }

    public JavaObject Java { get; }

    /// <summary>Reads a parameter: int, long, double, bool, string, or a Java object for lists.</summary>
    /// <exception cref="SparkGatewayException">There is no such parameter, or it has neither value nor default.</exception>
    public object? Get(string name)
    {
        using var parameter = Java.Call("getParam", name);
        return Java.Call<object?>("getOrDefault", parameter);
    }

    public T Get<T>(string name) => (T)Get(name)!;

    /// <summary>Spark's documentation of all parameters with their values.</summary>
    public string ExplainParams() => Java.Call<string>("explainParams");

    /// <summary>Sets a parameter by its name; lists are given as arrays of string or double.</summary>
    /// <exception cref="SparkGatewayException">There is no such parameter, or the value is out of its range.</exception>
    /// <exception cref="ArgumentException">The value cannot be the parameter's type without loss.</exception>
    private protected void SetParameter(string name, object value)
    {
        using var parameter = Java.Call("getParam", name);
        object converted = Convert(parameter.ClassName(), name, value);
        using var pair = parameter.Call("w", converted);
        Java.Run("set", pair);
    }

    private object Convert(string javaClass, string name, object value) => (javaClass[(javaClass.LastIndexOf('.') + 1)..], value) switch
    {
        ("DoubleParam" or "FloatParam", int or long or float or double) => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
        ("LongParam", int or long) => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ("IntParam", int) or ("BooleanParam", bool) => value,
        ("IntParam", long number) => checked((int)number),
        ("StringArrayParam", IEnumerable<string> texts) => Java.Connection.NewStringArray([.. texts]),
        ("DoubleArrayParam", IEnumerable<double> numbers) => Java.Connection.NewArray("double", [.. numbers.Cast<object?>()]),
        ("Param", _) => value,
        var (type, _) => throw new ArgumentException(
            $"Parameter '{name}' of {Java.ClassName()} is a {type}; {value} is {value.GetType().Name}.", nameof(value)),
    };
}

/// <summary>A stage whose parameters are set in a chain.</summary>
public abstract class JavaStage<TSelf> : JavaStage
    where TSelf : JavaStage<TSelf>
{
    private protected JavaStage(SparkSession session, JavaObject java)
        : base(session, java)
    {
    }

    /// <inheritdoc cref="JavaStage.SetParameter"/>
    public TSelf Set(string name, object value)
    {
        SetParameter(name, value);
        return (TSelf)this;
    }
}
