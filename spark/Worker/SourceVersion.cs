using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace RecPipeline.Spark.Worker;

/// <summary>
/// Names the sources of an assembly and of those of ours that it uses:
/// equal exactly where the sources are, however and wherever they were built.
/// </summary>
/// <remarks>
/// Read from the resource <c>sources.txt</c>, which spark/Sources.targets writes.
/// An assembly without one is named by the id of its build, so that nothing passes unchecked.
/// </remarks>
internal static class SourceVersion
{
    /// <summary>In every message about a worker that is not made from the driver's sources.</summary>
    public const string BuildAgain = "Build the executors' package again from the driver's sources.";

    private const string Resource = "sources.txt";
    private const int Digits = 12;

    private static readonly ConcurrentDictionary<Assembly, string> Known = new();

    /// <summary>Such as <c>0.1.0.0+1f0c62a9b7d3</c>. Cost: the assemblies that it uses are loaded; once per process.</summary>
    public static string Of(Assembly assembly) =>
        Known.GetOrAdd(assembly, each => $"{each.GetName().Version}+{Hash(Used(each).SelectMany(Lines))}");

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of lines in any order.</summary>
    internal static string Hash(IEnumerable<string> lines)
    {
        string text = string.Join('\n', lines.Distinct().Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }

    // The sources of one assembly, a file a line.
    private static IEnumerable<string> Lines(Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(Resource);
        if (stream is null)
            return [$"{assembly.GetName().Name} {assembly.ManifestModule.ModuleVersionId}"];
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    // The assembly and what of ours it uses, directly or not. The runtime's and most packages' assemblies have strong names;
    // ours have none.
    private static HashSet<Assembly> Used(Assembly assembly)
    {
        var (all, waiting) = (new HashSet<Assembly>(), new Queue<Assembly>([assembly]));
        while (waiting.TryDequeue(out var each))
            if (all.Add(each))
                foreach (var name in each.GetReferencedAssemblies().Where(name => name.GetPublicKeyToken() is not { Length: > 0 }))
                    if (Assembly.Load(name) is var used && used.GetManifestResourceInfo(Resource) is not null)
                        waiting.Enqueue(used);
        return all;
    }
}
