using CsCheck;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Tests.Support;
using Xunit.Abstractions;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>DuckDB reads what we write, and we read what DuckDB writes.</summary>
[Trait("Tier", "All")]
public sealed class DuckDbTests(ITestOutputHelper output)
{
    private const int Seed = 20_240_701;

    /// <summary>A table of every type that both know, decided by the row number.</summary>
    private const string Table = """
        select i::int as i, case when i % 7 = 3 then null else (hash(i) % 1000003)::bigint end as l, (i % 11 / 2)::float as f, sin(i) as d, i % 3 = 0 as b,
          case when i % 13 = 5 then null else 'naïve ' || (hash(i) % 97) end as s, date '1970-01-01' + (i % 4000)::int as day, make_timestamptz(i * 1234567) as t,
          [x for x in range(i % 5)]::int[] as xs, case when i % 9 = 4 then null else [{'id': x::int, 'share': (x / 4)::float} for x in range(i % 4)] end as recs,
          {'a': i::int, 'words': ['w' || (i % 3), null]} as one, repeat(chr(97 + (i % 26)::int), (i % 40)::int) as text
        from range(6000) as r(i)
        """;

    public static TheoryData<string, string> Writers
    {
        get
        {
            var writers = new TheoryData<string, string>();
            foreach (string codec in new[] { "uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli" })
            {
                writers.Add(codec, "v1");
                writers.Add(codec, "v2");
            }
            return writers;
        }
    }

    [DuckDbFact]
    public void DuckDB_reads_the_rows_that_we_write()
    {
        using var folder = new TemporaryFolder();
        var batches = Enumerable.Range(Seed, 60).Select(seed => Write(seed, folder.At($"{seed}.parquet"))).ToArray();
        var answers = DuckDb.Query(Enumerable.Range(Seed, 60).Select(seed => $"select * from read_parquet('{folder.At($"{seed}.parquet")}')"));
        Assert.Equal(batches.Length, answers.Count);
        for (int i = 0; i < batches.Length; i++)
            Assert.Equal(Cells.Rows([batches[i]]), DuckDb.Rows(answers[i], batches[i].Schema));
    }

    [DuckDbTheory]
    [MemberData(nameof(Writers))]
    public void We_read_the_rows_that_DuckDB_writes(string codec, string version)
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("table.parquet");
        var answers = DuckDb.Query($"copy ({Table}) to '{path}' (format parquet, compression {codec}, parquet_version {version}, row_group_size 2048)", Table);
        using var reader = new ParquetReader(File.OpenRead(path), path, threads: 2);
        Assert.Equal(3, reader.RowGroupCount);
        Assert.Equal(DuckDb.Rows(answers[1], reader.Schema), Cells.Rows(reader.Read()));
    }

    [DuckDbFact]
    public void DuckDB_finds_our_statistics()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("ratings.parquet");
        var schema = FieldList.Of(new("user_index", DataType.Int32), new("rating", DataType.Float32, Nullable: true), new("title", DataType.Utf8));
        var batch = new RecordBatch(
            schema,
            new Column<int>(DataType.Int32, new[] { -5, 7, 3 }),
            new Column<float>(DataType.Float32, new[] { 0f, 0.5f, 4.5f }, new byte[] { 0b110 }),
            StringColumns.Of(["b", "ä", "a"]));
        File.WriteAllBytes(path, ParquetFiles.Write(batch));
        var answers = DuckDb.Query(
            $"select path_in_schema, stats_min_value, stats_max_value, stats_null_count::int, compression from parquet_metadata('{path}')",
            $"select title from read_parquet('{path}') where rating > 1");
        Assert.Equal(
            ["[\"user_index\",\"-5\",\"7\",0,\"SNAPPY\"]", "[\"rating\",\"0.5\",\"4.5\",1,\"SNAPPY\"]", "[\"title\",\"a\",\"ä\",0,\"SNAPPY\"]"],
            answers[0]);
        Assert.Equal(["[\"a\"]"], answers[1]);
    }

    [DuckDbFact]
    public void Types_of_DuckDB_that_are_not_ours_are_refused_by_name_and_the_others_read()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("types.parquet");
        DuckDb.Query($"copy (select 1::int as i, time '12:00:00' as clock, uuid() as u, map {{'a': 1}} as m, interval 3 days as span) to '{path}' (format parquet)");
        using var reader = new ParquetReader(File.OpenRead(path), path);
        foreach (var (column, type) in new[] { ("clock", "TIME (INT64)"), ("u", "UUID (FIXED_LEN_BYTE_ARRAY)"), ("m", "MAP (group)"), ("span", "INTERVAL (FIXED_LEN_BYTE_ARRAY)") })
        {
            var error = Assert.Throws<ParquetFormatException>(() => reader.Read([column]));
            Assert.Contains($"column '{column}': reading the schema: found type {type};", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal(["[1]"], Cells.Rows(reader.Read(["i"])));
    }

    private RecordBatch Write(int seed, string path)
    {
        var random = new Random(seed);
        var batch = RandomTables.Of(RandomTables.Written.Tables(Gen.Int[0, 400]), seed);
        output.WriteLine($"seed {seed}: {batch.Schema}");
        File.WriteAllBytes(path, ParquetFiles.Write(batch, new ParquetWriterOptions
        {
            Codec = (seed % 3) switch { 0 => ParquetCodec.Uncompressed, 1 => ParquetCodec.Zstd, _ => ParquetCodec.Snappy },
            RowGroupRows = random.Next(2) == 0 ? 100 : 1 << 20,
            PageBytes = random.Next(2) == 0 ? 200 : 1 << 20,
        }));
        return batch;
    }
}
