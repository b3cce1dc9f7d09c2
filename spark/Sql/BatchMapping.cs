using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql.Types;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Spark.Sql;

/// <summary>
/// Builds the plan node that sends a DataFrame's partitions through a function: Spark's mapInArrow with our program in the place of Python.
/// </summary>
internal static class BatchMapping
{
    public static DataFrame Map(
        DataFrame source, WorkerCommand command, IReadOnlyList<Broadcast> broadcasts, TaskNotes? notes = null)
    {
        var session = source.Session;
        using var function = NewFunction(session, command, broadcasts, notes);
        using var userFunction = NewUserFunction(session, function, command);
        using var arguments = AllColumns(source);
        using var column = userFunction.Call("apply", arguments);
        if (session.Version.MapsColumns)
            return source.With(source.Java.Call("mapInArrow", column, false, null));
        using var expression = column.Call("expr");
        return source.With(source.Java.Call("pythonMapInArrow", expression, false));
    }

    private static JavaObject NewFunction(
        SparkSession session, WorkerCommand command, IReadOnlyList<Broadcast> broadcasts, TaskNotes? notes)
    {
        var connection = session.Connection;
        var program = session.Worker;
        // The same variables for every function: another set would start another daemon.
        using var environment = connection.NewMap(program.Environment);
        using var includes = connection.NewList();
        using var values = connection.NewList([.. broadcasts.Select(broadcast => broadcast.Java)]);
        return connection.New(
            "org.apache.spark.api.python.SimplePythonFunction",
            command.ToBytes(), environment, includes, program.Path, TaskHeader.VersionPrefix + session.Version, values,
            notes?.Java);
    }

    private static JavaObject NewUserFunction(SparkSession session, JavaObject function, WorkerCommand command)
    {
        var connection = session.Connection;
        using var type = connection.CallStatic("org.apache.spark.sql.types.DataType", "fromJson", command.Output.Json);
        object?[] arguments = [command.Method, function, type, TaskHeader.MapArrow, true];
        const string name = "org.apache.spark.sql.execution.python.UserDefinedPythonFunction";
        if (!session.Version.HasTranspiledArguments)
            return connection.New(name, arguments);
        using var columns = connection.NewList();
        using var types = connection.NewList();
        return connection.New(name, [.. arguments, columns, types]);
    }

    // The optimizer drops every column that the function does not name, so it names them all.
    private static JavaObject AllColumns(DataFrame source)
    {
        var connection = source.Connection;
        object?[] columns = connection.Batch(
            [.. source.Columns().Select(name => Py4JRequest.Call(source.Java.Id, "col", SqlText.Identifier(name)))]);
        return connection.NewSeq(columns);
    }
}
