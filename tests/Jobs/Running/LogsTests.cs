using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Running;

[Collection(nameof(Commands.ConsoleUsers))]
public sealed class LogsTests : IDisposable
{
    private static readonly DateTimeOffset Started = new(2026, 1, 31, 10, 20, 30, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Create_ARun_WritesEveryLevelToAFileOfItsOwn()
    {
        using (var log = Logs.Create(_folder.Path, Started, isTerminal: true))
        {
            log.Debug("a detail");
            log.Information("{Stage}: done in {Seconds:0.00} s", "clean", 1.5);
            log.Error(new IOException("disk full"), "no room");
        }
        string file = Assert.Single(Directory.GetFiles(_folder.At("logs")));
        Assert.Equal($"run-20260131T102030-{Environment.ProcessId}.log", Path.GetFileName(file));
        string[] lines = File.ReadAllLines(file);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z DBG a detail$", lines[0]);
        Assert.EndsWith("INF clean: done in 1.50 s", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("ERR no room", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("System.IO.IOException: disk full", lines[3], StringComparison.Ordinal);
    }

    // The lock, a moment later, is what says that the output cannot be used.
    [Fact]
    public void Create_WhereNoFileCanBe_StillLogsToTheConsole()
    {
        var before = Console.Error;
        using var captured = new StringWriter();
        Console.SetError(captured);
        try
        {
            using var log = Logs.Create(_folder.Write("out", "a file in place of the folder"), Started, isTerminal: false);
            log.Warning("still here");
        }
        finally
        {
            Console.SetError(before);
        }
        Assert.EndsWith("still here\n", captured.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
