using System.Text.Json;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Tests.Arrow.Support;
using Xunit.Abstractions;

namespace RecPipeline.Formats.Tests.Arrow;

/// <summary>apache-arrow for JavaScript reads what we write, and we read what it writes.</summary>
[Trait("Tier", "All")]
public sealed class ArrowRefereeTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_210;

    /// <summary>Golden tables that the referee writes anew; together they have every type that both sides know.</summary>
    private static readonly string[] Golden =
    [
        "types", "types_no_nulls", "nested", "recs", "ints_small", "timestamps", "decimals", "null_type", "all_null", "struct_wrapper_nulls", "long_strings", "no_columns",
        "zero_length_batch",
    ];

    [RefereeFact]
    public void Referee_reads_what_we_write()
    {
        using var folder = new TemporaryFolder();
        var written = new Dictionary<string, RecordBatch[]>();
        for (int seed = Seed; seed < Seed + 60; seed++)
        {
            var random = new Random(seed);
            var tables = new RandomTables(random);
            var schema = tables.Schema();
            RecordBatch[] batches = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => tables.Batch(schema, random.Next(2, 40))).Select(batch => batch.Slice(random.Next(2), batch.RowCount - 2))];
            output.WriteLine($"seed {seed}: {batches.Length} batches of {schema}");
            File.WriteAllBytes(folder.File($"{seed}.arrows"), ArrowStreams.Write(schema, batches));
            written.Add(folder.File($"{seed}.json"), batches);
        }
        Referee.Run("read", folder.Path);
        foreach (var (file, batches) in written)
            GoldenContent.AssertHolds(Parse(file), new ArrowContent(batches[0].Schema, batches, 0));
    }

    [RefereeFact]
    public void Referee_writes_what_we_read()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in Golden)
            File.Copy(Path.Combine(ArrowGolden.Folder, $"{name}.json"), folder.File($"{name}.json"));
        Referee.Run("write", folder.Path);
        foreach (string name in Golden)
        {
            output.WriteLine(name);
            var content = ArrowStreams.Read(File.ReadAllBytes(folder.File($"{name}.arrows")), name);
            Assert.Equal(2, content.Batches.Count);
            GoldenContent.AssertHolds(Parse(folder.File($"{name}.json")), content);
        }
    }

    private static JsonElement Parse(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }
}
