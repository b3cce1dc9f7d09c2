using System.Diagnostics;

namespace RecPipeline.Tests.Support.Clusters;

internal static class ProcessEnd
{
    /// <summary>Closes the input of a program that ends with it, and kills one that does not within a time.</summary>
    public static void EndByInput(this Process process, TimeSpan patience)
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(patience))
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
