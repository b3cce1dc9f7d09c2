
namespace RecPipeline.GpuWorker.Commands;

/// <summary><c>--device list</c>.</summary>
internal static class Devices
{
    public static int Print()
    {
        foreach (string line in BackEnds.Describe())
            Console.Out.WriteLine(line);
        return ExitCode.Done;
    }
}
