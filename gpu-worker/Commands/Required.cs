using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.Commands;

/// <summary>Options that a command cannot do without; all that are missing are named at once.</summary>
internal static class Required
{
    public static void Check(string command, params (string Flag, string Value)[] options)
    {
        string[] missing = [.. options.Where(option => option.Value.Length == 0).Select(option => option.Flag)];
        if (missing.Length > 0)
            throw new ConfigurationException($"{command} needs {string.Join(", ", missing)}. See {command} --help.");
    }
}
