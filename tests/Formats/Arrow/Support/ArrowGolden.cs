using System.Text.Json;

namespace RecPipeline.Formats.Tests.Arrow.Support;

/// <summary>The golden streams under tests/golden/arrow; their README says what each of them is.</summary>
internal static class ArrowGolden
{
    public static string Folder { get; } = Path.Combine(Root(), "tests", "golden", "arrow");

    /// <summary>Every good stream, without its extension; those of Spark are <c>spark/…</c>.</summary>
    public static IEnumerable<string> GoodNames => ((string[])["", "spark/"])
        .SelectMany(part => Directory.GetFiles(Path.Combine(Folder, part), "*.arrows").Select(file => part + Path.GetFileNameWithoutExtension(file)))
        .Order(StringComparer.Ordinal);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".arrows"));

    /// <summary>What the stream <paramref name="name"/> holds.</summary>
    public static JsonElement Expected(string name) => Parse($"{name}.json");

    /// <summary>The damaged streams: file, what is wrong, and what must come of it.</summary>
    public static IEnumerable<(string Name, string What, string Must)> Damaged => Parse("corrupted/expected.json").EnumerateArray().Select(item => (
        $"corrupted/{Path.GetFileNameWithoutExtension(item.GetProperty("file").GetString()!)}",
        item.GetProperty("what").GetString()!, item.GetProperty("must").GetString()!));

    private static JsonElement Parse(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        return document.RootElement.Clone();
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RecPipeline.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("RecPipeline.sln is in no folder above the tests.");
        return folder;
    }
}
