using RecPipeline.Tests.Support;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>The corpus in tests/golden/parquet: files of other writers, and what is in them.</summary>
internal static class GoldenFiles
{
    public static string Folder { get; } = Repository.Golden("parquet");

    /// <summary>Names of the good files, without ending.</summary>
    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(path => Path.GetFileNameWithoutExtension(path));

    public static GoldenTable Table(string name) => GoldenTable.Load(Path.Combine(Folder, name + ".json"));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".parquet"));
}
