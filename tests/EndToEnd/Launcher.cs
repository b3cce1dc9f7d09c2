using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>The program as a person starts it.</summary>
internal static class Launcher
{
    private static readonly string Script = Repository.At("recpipeline");

    public static ChildProcess Start(params IEnumerable<string> arguments) => ChildProcess.Start(Script, arguments);

    public static ChildResult Run(params string[] arguments) => ChildProcess.Run(Script, arguments);
}
