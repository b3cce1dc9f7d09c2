namespace RecPipeline.GpuWorker;

/// <summary>The worker's program.</summary>
public static class Program
{
    public static int Main(string[] args) => args.Length;
}
