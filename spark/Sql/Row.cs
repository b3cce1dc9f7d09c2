using RecPipeline.Spark.Sql.Types;

namespace RecPipeline.Spark.Sql;

/// <summary>One row, for results of a size a person looks at; large ones stay columns (<see cref="DataFrame.CollectBatches"/>).</summary>
/// <remarks>
/// Values: bool, sbyte, short, int, long, float, double, string, byte[], DateOnly, DateTime (UTC), decimal, object?[] for arrays,
/// Row for structs, or null.
/// </remarks>
public sealed class Row
{
    internal Row(StructType schema, object?[] values) => (Schema, Values) = (schema, values);

    public StructType Schema { get; }

    public IReadOnlyList<object?> Values { get; }

    public object? this[int index] => Values[index];

    public object? this[string name] => Values[IndexOf(name)];

    public object? Get(int index) => Values[index];

    public object? Get(string name) => this[name];

    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public T GetAs<T>(int index) => (T)Values[index]!;

    public T GetAs<T>(string name) => (T)this[name]!;

    public override string ToString() => $"[{string.Join(",", Values.Select(Text))}]";

    private static string Text(object? value) => value switch
    {
        null => "null",
        object?[] items => $"[{string.Join(",", items.Select(Text))}]",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private int IndexOf(string name)
    {
        for (int i = 0; i < Schema.Fields.Count; i++)
        {
            if (Schema.Fields[i].Name == name)
                return i;
        }
        throw new ArgumentException(
            $"There is no column '{name}'; the columns are {string.Join(", ", Schema.Fields.Select(field => field.Name))}.", nameof(name));
    }
}
