using System.Reflection;

namespace RecPipeline.Jobs.Running;

/// <summary>Which build this is: version and, where the build knew it, the commit.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
