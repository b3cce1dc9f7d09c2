using System.Text;
using RecPipeline.GpuWorker.Commands;

namespace RecPipeline.GpuWorker;

/// <summary>The worker's program: one command per call, one exit code.</summary>
public static class Program
{
    public static int Main(string[] args)
    {
        Console.OutputEncoding = Encoding.UTF8;
        try
        {
            return CommandParser.Run(args);
        }
        catch (PipelineException error)
        {
            return Fail(error.Message, error.Code);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or OutOfMemoryException)
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
