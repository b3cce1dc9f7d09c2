using System.Collections.Concurrent;
using System.Reflection;

namespace RecPipeline.Spark.Worker;

/// <summary>Finds the static method that a command names, once per process.</summary>
internal static class FunctionTable
{
    private static readonly ConcurrentDictionary<(string Assembly, string Type, string Method), MethodInfo> Methods = new();

    /// <exception cref="InvalidDataException">The assembly is missing or of another version, or has no such method.</exception>
    public static T Find<T>(WorkerCommand command)
        where T : Delegate
    {
        var method = Methods.GetOrAdd((command.Assembly, command.Type, command.Method), _ => Load(command));
        return (T?)Delegate.CreateDelegate(typeof(T), method, throwOnBindFailure: false)
            ?? throw new InvalidDataException($"{command.Type}.{command.Method} in {command.Assembly} is no {typeof(T).Name}; the driver has another build than this worker.");
    }

    private static MethodInfo Load(WorkerCommand command)
    {
        var assembly = LoadAssembly(command);
        string found = WorkerCommand.VersionOf(assembly);
        if (found != command.AssemblyVersion)
            throw new InvalidDataException($"The driver has {command.Assembly} {command.AssemblyVersion}, this worker {found}. Build the executors' package again from the driver's sources.");
        return assembly.GetType(command.Type)?.GetMethod(command.Method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new InvalidDataException($"{command.Assembly} has no static method {command.Type}.{command.Method}. Build the executors' package again from the driver's sources.");
    }

    private static Assembly LoadAssembly(WorkerCommand command)
    {
        try
        {
            return Assembly.Load(new AssemblyName(command.Assembly));
        }
        catch (FileNotFoundException error)
        {
            throw new InvalidDataException($"The worker {Environment.ProcessPath} has no assembly {command.Assembly}, in which {command.Type}.{command.Method} is. Use a worker program that references it.", error);
        }
    }
}
