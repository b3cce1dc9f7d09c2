using RecPipeline.Tests.Support;

namespace RecPipeline.GpuWorker.Tests.Commands;

/// <summary>Starts the worker's program as a user does.</summary>
internal static class Worker
{
    public static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static readonly string Dll = Path.Combine(AppContext.BaseDirectory, "RecPipeline.GpuWorker.dll");

    public static ChildProcess Start(string folder, params IEnumerable<string> arguments) => ChildProcess.Start(Dotnet, [Dll, .. arguments], folder: folder);

    public static ChildResult Run(string folder, string arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var child = ChildProcess.Start(Dotnet, [Dll, .. arguments.Split(' ')], environment, folder);
        return child.Wait();
    }
}
