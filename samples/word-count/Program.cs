using RecPipeline.Spark.Sql;
using RecPipeline.Spark.Worker;
using WordCount;
using static RecPipeline.Spark.Sql.Functions;

// Counts the words of a text file with Spark; the splitting is C# inside the executors.
//   dotnet run --project samples/word-count -- FILE [MASTER]
if (SparkWorker.TryRun(args, out int code))
    return code;
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: word-count FILE [MASTER]");
    return 2;
}

var builder = SparkSession.Builder().AppName("word count").Config("spark.ui.enabled", false);
if (args.Length > 1)
    builder.Master(args[1]);
using var spark = builder.GetOrCreate();

var lines = spark.Read().Text(args[0]);
var words = lines.MapBatches(Words.Split, Words.Schema);
var counts = words.GroupBy("word").Agg(Count("*").Alias("count")).OrderBy(Desc("count"), Asc("word"));

foreach (var row in counts.Take(10))
    Console.WriteLine($"{row.GetAs<long>("count"),8} {row["word"]}");
return 0;
