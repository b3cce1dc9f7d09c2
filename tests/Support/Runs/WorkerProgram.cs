namespace RecPipeline.Tests.Support.Runs;

/// <summary>The GPU worker as the build has left it.</summary>
internal static class WorkerProgram
{
    /// <summary>A shell command that starts it; arguments follow.</summary>
    public static string Command { get; } = $"{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"} " + Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "RecPipeline.GpuWorker", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "RecPipeline.GpuWorker.dll"));
}
