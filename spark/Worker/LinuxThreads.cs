using System.Runtime.InteropServices;

namespace RecPipeline.Spark.Worker;

/// <summary>The kernel's id of a thread; elsewhere the process id, with which a kill request cannot tell workers apart.</summary>
internal static partial class LinuxThreads
{
    public static int CurrentId() => OperatingSystem.IsLinux() ? GetThreadId() : Environment.ProcessId;

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetThreadId();
}
