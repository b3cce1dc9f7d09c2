using System.Collections.Concurrent;
using System.Reflection;

namespace RecPipeline.Spark.Worker;

/// <summary>Finds the static method that a command names, once per process and per sources of the driver.</summary>
internal static class FunctionTable
{
    private static readonly ConcurrentDictionary<(string Assembly, string Sources, string Type, string Method), MethodInfo> Methods = new();

    /// <exception cref="InvalidDataException">The assembly is missing or of other sources, or has no such method.</exception>
    public static T Find<T>(WorkerCommand command)
        where T : Delegate
    {
        var method = Methods.GetOrAdd((command.Assembly, command.Sources, command.Type, command.Method), _ => Load(command));
        return (T?)Delegate.CreateDelegate(typeof(T), method, throwOnBindFailure: false)
            ?? throw new InvalidDataException(
                $"{command.Type}.{command.Method} in {command.Assembly} is no {typeof(T).Name}; "
                    + "the driver has another build than this worker.");
    }

    private static MethodInfo Load(WorkerCommand command)
    {
        var assembly = LoadAssembly(command);
        CheckSources(assembly, command.Sources);
        return assembly.GetType(command.Type)?.GetMethod(command.Method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new InvalidDataException(
                $"{command.Assembly} has no static method {command.Type}.{command.Method}. {SourceVersion.BuildAgain}");
    }

    /// <exception cref="InvalidDataException">This process has the assembly from other sources.</exception>
    public static void CheckSources(Assembly assembly, string drivers)
    {
        string found = SourceVersion.Of(assembly);
        if (found != drivers)
            throw new InvalidDataException(
                $"The driver has {assembly.GetName().Name} {drivers}, this worker {found}: other sources. {SourceVersion.BuildAgain}");
    }

    private static Assembly LoadAssembly(WorkerCommand command)
    {
        try
        {
            return Assembly.Load(new AssemblyName(command.Assembly));
        }
        catch (FileNotFoundException error)
        {
            throw new InvalidDataException(
                $"The worker {Environment.ProcessPath} has no assembly {command.Assembly}, in which {command.Type}.{command.Method} is. "
                    + "Use a worker program that references it.",
                error);
        }
    }
}
