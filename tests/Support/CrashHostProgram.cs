namespace RecPipeline.Tests.Support;

/// <summary>Starts tests/CrashHost, the program that dies where it is told to. It is built beside the tests that use it.</summary>
internal static class CrashHostProgram
{
    private static readonly string Dll = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "RecPipeline.CrashHost", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "RecPipeline.CrashHost.dll"));

    public static ChildProcess Start(params IEnumerable<string> arguments) =>
        ChildProcess.Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Dll, .. arguments]);
}
