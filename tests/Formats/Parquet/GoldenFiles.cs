using RecPipeline.Tests.Support;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>The corpus in tests/golden/parquet: files of other writers, and what is in them.</summary>
internal static class GoldenFiles
{
    public static string Folder { get; } = Repository.Golden("parquet");

    /// <summary>Good files by name, with what they show.</summary>
    public static IEnumerable<(string Name, string Features)> Good => Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal)
        .Select(path => (Path.GetFileNameWithoutExtension(path), GoldenTable.Load(path).Features));

    public static GoldenTable Table(string name) => GoldenTable.Load(Path.Combine(Folder, name + ".json"));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".parquet"));
}
