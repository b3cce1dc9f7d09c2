using System.Text.Json;
using CsCheck;
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
        "types", "types_no_nulls", "nested", "recs", "ints_small", "timestamps", "decimals",
        "null_type", "all_null", "struct_wrapper_nulls", "long_strings", "no_columns",
        "zero_length_batch",
    ];

    [RefereeFact]
    public void Referee_reads_what_we_write()
    {
        using var folder = new TemporaryFolder();
        var written = new Dictionary<string, RecordBatch[]>();
        for (int seed = Seed; seed < Seed + 60; seed++)
        {
            var schema = RandomTables.Of(RandomTables.Any.Schemas(minColumns: 0), seed);
            // Two rows less than made, from the first or second on: slices.
            var slices = Gen.Select(
                RandomTables.Batches(schema, Gen.Int[2, 40]), Gen.Int[0, 1], (batch, start) => batch.Slice(start, batch.RowCount - 2));
            RecordBatch[] batches = RandomTables.Of(slices.Array[1, 3], seed);
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
