using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Sql;
using RecPipeline.Spark.Worker;
using RecPipeline.SparkHost;

// A worker for the tests' functions, and a driver of its own for tests about how a driver ends. Arguments of a driver:
// how it ends (end, forget, throw, wait), then --conf pairs key=value. It prints "jvm PID" once its Spark runs.
if (SparkWorker.TryRun(args, out int code))
    return code;
if (args is [.. var before, _] && Environment.GetEnvironmentVariable("PYSPARK_GATEWAY_PORT") is not null)
    args = before.Length > 0 ? args[1..] : args;

var builder = SparkSession.Builder().AppName("host");
foreach (string setting in args.Skip(1))
    builder.Config(setting[..setting.IndexOf('=')], setting[(setting.IndexOf('=') + 1)..]);
var spark = builder.GetOrCreate();
using (var process = spark.Java.Connection.CallStatic("java.lang.ProcessHandle", "current"))
    Console.WriteLine($"jvm {process.Call<long>("pid")}");
Console.WriteLine($"rows {spark.Range(0, 1000, 1, 4).MapBatches(HostFunctions.Identity, FieldList.Of(new Field("id", DataType.Int64))).Count()}");
switch (args[0])
{
    case "end":
        spark.Stop();
        return 0;
    case "code":
        spark.Stop();
        return 7;
    case "forget":
        return 0;
    case "throw":
        throw new InvalidOperationException("the driver throws");
    default:
        Console.WriteLine("waiting");
        Thread.Sleep(TimeSpan.FromMinutes(5));
        return 1;
}
