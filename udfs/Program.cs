using RecPipeline.Spark.Worker;

// The program that executors start. Functions that tasks may call are the static methods of this assembly.
if (SparkWorker.TryRun(args, out int code))
    return code;
Console.Error.WriteLine(
    "recpipeline: this program is started by Spark's executors (-m pyspark.daemon), not by hand. "
    + "Jobs are run by 'recpipeline run --engine spark'.");
return 2;
