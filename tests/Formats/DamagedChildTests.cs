using RecPipeline.Formats.Tests.Arrow.Support;
using RecPipeline.Formats.Tests.Parquet;

namespace RecPipeline.Formats.Tests;

/// <summary>Every damaged file of both corpora, each read by a process of its own: no crash, no hang, bounded memory.</summary>
[Trait("Tier", "All")]
public sealed class DamagedChildTests
{
    public static TheoryData<string> Files => new(
        Directory.GetFiles(Path.Combine(GoldenFiles.Folder, "corrupted"), "*.parquet").Concat(Directory.GetFiles(Path.Combine(ArrowGolden.Folder, "corrupted"), "*.arrows"))
            .Select(path => Path.GetRelativePath(GoldenFiles.Folder, path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_DamagedFileInAProcessOfItsOwn_EndsWithinTimeAndMemory(string file) =>
        Assert.Matches("^(rows|refused) ", FormatsHost.Read(Path.Combine(GoldenFiles.Folder, file)));
}
