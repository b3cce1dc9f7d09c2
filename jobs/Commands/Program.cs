using System.Text;
using RecPipeline.Jobs.Commands;
using RecPipeline.Jobs.Engines;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Jobs.Commands;

/// <summary>The program: one command per call, one exit code.</summary>
public static class Program
{
    public static int Main(string[] args)
    {
        // Executors start this program too; their words must come before any of ours.
        if (SparkWorker.TryRun(args, out int code))
            return code;
        // spark-submit puts the name of the application before our words.
        if (SparkEngine.IsSubmitted && args.Length > 0)
            args = args[1..];
        Console.OutputEncoding = Encoding.UTF8;
        try
        {
            return CommandParser.Run(args);
        }
        catch (PipelineException error)
        {
            return Fail(error.Message, error.Code);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return Fail(error.Message, ExitCode.Failed);
        }
    }

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine(Printable.Of(message));
        return code;
    }
}
