using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Arrow;

namespace RecPipeline.Spark.Sql;

/// <content>Actions: each runs a job and waits for it.</content>
public sealed partial class DataFrame
{
    public long Count() => Java.Call<long>("count");

    /// <summary>
    /// The files that it reads, as addresses with % for unusual characters, in the form of <c>input_file_name()</c>. Runs no job.
    /// </summary>
    public IReadOnlyList<string> InputFiles()
    {
        using var files = Java.Call("inputFiles");
        return [.. Connection.Elements(files).Cast<string>()];
    }

    public bool IsEmpty() => Java.Call<bool>("isEmpty");

    /// <summary>All rows as objects; for results that a person would look at.</summary>
    public IReadOnlyList<Row> Collect() => [.. CollectBatches().SelectMany(RowReader.Rows)];

    /// <summary>
    /// All rows as columns, in the DataFrame's order. The way for large results: 20 to 50 MB/s on two cores, all of it in memory.
    /// </summary>
    /// <exception cref="NotSupportedException">A column's type cannot travel; nothing was run.</exception>
    public IReadOnlyList<RecordBatch> CollectBatches()
    {
        ArrowTypes.ToFields(Schema());
        return ArrowCollector.Collect(Java);
    }

    /// <summary>All rows as one batch.</summary>
    /// <exception cref="OverflowException">More than 2³¹ − 1 rows, list elements or string bytes.</exception>
    public RecordBatch CollectBatch()
    {
        var batches = CollectBatches();
        return batches.Count > 0 ? Concatenation.Concat(batches[0].Schema, batches) : RecordBatch.Empty(ArrowTypes.ToFields(Schema()));
    }

    public IReadOnlyList<Row> Take(int rows) => Limit(rows).Collect();

    /// <exception cref="InvalidOperationException">There is no row.</exception>
    public Row First() => Take(1) is [var row] ? row : throw new InvalidOperationException("The DataFrame has no rows.");

    /// <summary>The first rows as a text table.</summary>
    /// <param name="rows">At most this many.</param>
    /// <param name="truncate">Longest cell in characters; 0 shows all.</param>
    /// <param name="vertical">One line per cell.</param>
    public string ShowString(int rows = 20, int truncate = 20, bool vertical = false) =>
        Java.Call<string>("showString", rows, truncate, vertical);

    public void Show(int rows = 20, int truncate = 20, bool vertical = false) => Console.Out.Write(ShowString(rows, truncate, vertical));

    /// <summary>How Spark will compute it.</summary>
    /// <param name="mode">simple, extended, codegen, cost or formatted.</param>
    public string ExplainString(string mode = "formatted")
    {
        using var execution = Java.Call("queryExecution");
        return Connection.CallStatic<string>("org.apache.spark.sql.api.python.PythonSQLUtils", "explainString", execution, mode);
    }

    public void Explain(string mode = "simple") => Console.Out.Write(ExplainString(mode));
}
