using System.Reflection;
using System.Text;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Spark.Worker;

/// <summary>The function that a session sends first: it also finds a worker whose program is not made from the driver's sources.</summary>
internal static class WorkerProbe
{
    public static readonly FieldList Output = FieldList.Of(new Field("worker", DataType.Utf8));

    /// <summary>What the driver sends along: name and sources of its program.</summary>
    public static byte[] Argument() =>
        Assembly.GetEntryAssembly() is { } program ? Encoding.UTF8.GetBytes($"{program.GetName().Name}\n{SourceVersion.Of(program)}") : [];

    /// <summary>One row that says who answered.</summary>
    public static IEnumerable<RecordBatch> Run(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        Check(Encoding.UTF8.GetString(context.Argument.Span).Split('\n'));
        if (batches.Sum(batch => batch.RowCount) > 0)
            yield return new RecordBatch(
                Output, StringColumns.Of([$"{WorkerCommand.LibraryVersion} on {Environment.MachineName}, .NET {Environment.Version}"]));
    }

    // A worker may be another program, which has the functions' assemblies alone; they are looked at when they are called.
    internal static void Check(string[] program)
    {
        if (program.Length == 2 && File.Exists(Path.Combine(AppContext.BaseDirectory, program[0] + ".dll")))
            FunctionTable.CheckSources(Assembly.Load(new AssemblyName(program[0])), program[1]);
    }
}
