using System.Diagnostics;

namespace RecPipeline.Tests.Support.Clusters;

/// <summary>A daemon that ends when the test lets go of it, and also when the test's own process is killed: a shell beside it waits for the end of a pipe.</summary>
internal sealed class TiedProcess : IDisposable
{
    private const string Guard = "\"$@\" & child=$!; cat > /dev/null; kill $child; wait $child";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _shell;

    /// <param name="program">Program and arguments. What it prints goes to a log file in the folder.</param>
    public TiedProcess(string folder, IReadOnlyDictionary<string, string> environment, params string[] program)
    {
        Directory.CreateDirectory(folder);
        string log = Path.Combine(folder, $"{Guid.NewGuid():N}.log");
        var info = new ProcessStartInfo("bash", ["-c", $"exec > '{log}' 2>&1; {Guard}", "bash", .. program]) { RedirectStandardInput = true, WorkingDirectory = folder };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        _shell = Process.Start(info)!;
    }

    public void Dispose() => _shell.EndByInput(Patience);
}
