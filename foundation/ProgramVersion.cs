using System.Reflection;

namespace RecPipeline.Foundation;

/// <summary>Which build this is: version and, where the build knew it, the commit.</summary>
public static class ProgramVersion
{
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
