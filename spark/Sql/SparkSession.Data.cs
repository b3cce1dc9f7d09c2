using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Arrow;

namespace RecPipeline.Spark.Sql;

/// <content>Local data into Spark.</content>
public sealed partial class SparkSession
{
    private const string PythonSql = "org.apache.spark.sql.api.python.PythonSQLUtils";

    /// <summary>A DataFrame of rows that this process holds.</summary>
    /// <remarks>
    /// Up to 48 MB it is a local relation that travels with the plan, above that one partition per batch.
    /// The rows pass through a file of the driver.
    /// </remarks>
    public DataFrame CreateDataFrame(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return CreateDataFrame(batch.Schema, [batch]);
    }

    /// <exception cref="ArgumentException">A batch has another schema.</exception>
    public DataFrame CreateDataFrame(FieldList schema, IEnumerable<RecordBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(batches);
        string json = ArrowTypes.ToSchema(schema).Json;
        string file = Path.Combine(Path.GetTempPath(), $"spark-local-{Guid.NewGuid():N}.arrow");
        try
        {
            Save(file, schema, batches);
            using var rows = Connection.CallStatic(PythonSql, "readArrowStreamFromFile", file);
            return new DataFrame(this, Connection.CallStatic(PythonSql, "toDataFrame", rows, json, Java));
        }
        finally
        {
            // Spark has read the file whole by now.
            File.Delete(file);
        }
    }

    private static void Save(string file, FieldList schema, IEnumerable<RecordBatch> batches)
    {
        using var stream = new FileStream(
            file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
        var writer = new ArrowStreamWriter(stream, schema);
        foreach (var batch in batches)
            writer.Write(batch);
        writer.End();
    }
}
