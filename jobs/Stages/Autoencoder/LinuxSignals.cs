using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RecPipeline.Jobs.Stages.Autoencoder;

/// <summary>SIGTERM, which .NET cannot send. Elsewhere the process is killed; it then resumes from the checkpoint before.</summary>
internal static partial class LinuxSignals
{
    private const int Termination = 15;

    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else if (Kill(process.Id, Termination) != 0 && !process.HasExited)
            process.Kill(entireProcessTree: true);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
