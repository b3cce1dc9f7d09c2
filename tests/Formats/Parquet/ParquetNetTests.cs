using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Parquet;
using Parquet.Serialization;
using Parquet.Serialization.Attributes;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Parquet.Net as a referee: it reads what we write, and we read what it writes.</summary>
/// <remarks>A failure prints a seed that gives the rows again.</remarks>
public sealed class ParquetNetTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Gen<long?> Ids = Gen.OneOf(Gen.Const((long?)null), Gen.Long.Select(id => (long?)id));

    private static readonly Gen<Reason> Reasons = Gen.Select(
        Gen.Int, Gen.Int[0, 1000].Select(share => share / 1000f), (item, share) => new Reason { ItemIndex = item, Share = share });

    private static readonly Gen<Row> Rows =
        from user in Gen.Int
        from rating in Gen.Int[1, 10].Select(half => half / 2f)
        from seconds in Gen.Long[0, 1L << 30]
        from title in Gen.OneOf(null, "", "naïve 日本", "😀", "title 1")
        from score in Gen.OneOf(Gen.Const((double?)null), Gen.Int.Select(number => (double?)(number / 7.0)))
        from count in Gen.OneOf(Gen.Const((long?)null), Gen.Long.Select(number => (long?)number))
        from isNew in Gen.Bool
        from items in Gen.Int.List[0, 5]
        from reasons in Reasons.List[0, 3]
        from near in Gen.OneOf(Gen.Const((List<long?>?)null), Ids.List[0, 4])
        select new Row
        {
            UserIndex = user,
            Rating = rating,
            Seen = Start.AddTicks(seconds * 10),
            Title = title,
            Score = score,
            Count = count,
            IsNew = isNew,
            Items = items,
            Reasons = reasons,
            Near = near,
        };

    private static readonly FieldList Schema = FieldList.Of(
        new("user_index", DataType.Int32), new("rating", DataType.Float32), new("seen", DataType.TimestampMicros),
        new("title", DataType.Utf8, Nullable: true), new("score", DataType.Float64, Nullable: true),
        new("count", DataType.Int64, Nullable: true), new("is_new", DataType.Boolean), new("items", DataType.List(DataType.Int32)),
        new("reasons", DataType.List(DataType.Struct(new Field("item_index", DataType.Int32), new Field("share", DataType.Float32)))),
        new("near", DataType.List(DataType.Int64, nullableElement: true), Nullable: true));

    [Theory]
    [InlineData(ParquetCodec.Snappy, 1 << 20)]
    [InlineData(ParquetCodec.Zstd, 100)]
    [InlineData(ParquetCodec.Uncompressed, 7)]
    public void ParquetNet_reads_the_rows_that_we_write(ParquetCodec codec, int rowGroupRows) => Rows.Array[0, 150].Sample(
        rows =>
        {
            var options = new ParquetWriterOptions { Codec = codec, RowGroupRows = rowGroupRows, PageBytes = 500 };
            using var file = new MemoryStream(ParquetFiles.Write(Batch(rows), options));
            var read = ParquetSerializer.DeserializeAsync<Row>(file).GetAwaiter().GetResult();
            Assert.Equal(string.Join('\n', rows.Select(Shown)), string.Join('\n', read.Data.Select(Text)));
        },
        iter: 15, threads: 1, print: rows => string.Join('\n', rows.Select(Text)));

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.Brotli)]
    public void We_read_the_rows_that_ParquetNet_writes(CompressionMethod codec) => Rows.Array[1, 150].Sample(
        rows =>
        {
            using var file = new MemoryStream();
            var options = new ParquetOptions { CompressionMethod = codec, RowGroupSize = 100 };
            ParquetSerializer.SerializeAsync(rows, file, options).GetAwaiter().GetResult();
            using var reader = new RecPipeline.Formats.Parquet.ParquetReader(file, "referee.parquet");
            var read = reader.Read([.. Schema.Select(field => field.Name)]).ToList();
            Assert.All(Schema, field => Assert.Equal(Plain(field), Plain(reader.Schema[reader.Schema.IndexOf(field.Name)])));
            Assert.Equal(Cells.Rows([Batch(rows)]), Cells.Rows(read));
        },
        iter: 10, threads: 1, print: rows => string.Join('\n', rows.Select(Text)));

    // Its classes say less about what may be null.
    private static string Plain(Field field) => field.Type.ToString()!.Replace("?", "", StringComparison.Ordinal);

    // What its classes show of a row: nulls in lists are left out, and a list without elements is none where there may be none.
    private static string Shown(Row row) =>
        Text(row with { Near = row.Near is { Count: > 0 } near ? [.. near.Where(id => id is not null)] : null });

    private static string Text(Row row) => JsonSerializer.Serialize(row);

    private static RecordBatch Batch(IReadOnlyList<Row> rows)
    {
        Reason[] reasons = [.. rows.SelectMany(row => row.Reasons)];
        long?[] near = [.. rows.SelectMany(row => row.Near ?? [])];
        return new RecordBatch(
            Schema,
            Fixed(rows, DataType.Int32, row => (int?)row.UserIndex),
            Fixed(rows, DataType.Float32, row => (float?)row.Rating),
            Fixed(rows, DataType.TimestampMicros, row => (long?)((row.Seen - DateTime.UnixEpoch).Ticks / 10)),
            StringColumns.Of([.. rows.Select(row => row.Title)]),
            Fixed(rows, DataType.Float64, row => row.Score),
            Fixed(rows, DataType.Int64, row => row.Count),
            Fixed(rows, DataType.Boolean, row => (bool?)row.IsNew),
            Lists("items", rows, row => row.Items, Fixed([.. rows.SelectMany(row => row.Items)], DataType.Int32, item => (int?)item)),
            Lists("reasons", rows, row => row.Reasons, Structs(reasons)),
            Lists("near", rows, row => row.Near, Fixed(near, DataType.Int64, item => item)));
    }

    private static ListColumn Lists<T>(string name, IReadOnlyList<Row> rows, Func<Row, List<T>?> list, Column elements)
    {
        var type = (ListType)Schema[Schema.IndexOf(name)].Type;
        byte[] validity = Bitmap.Of(rows.Count, row => list(rows[row]) is not null);
        return new ListColumn(type, Ends(rows, row => list(row)?.Count ?? 0), elements, validity);
    }

    private static StructColumn Structs(Reason[] reasons) => new(
        (StructType)((ListType)Schema[Schema.IndexOf("reasons")].Type).Element.Type,
        reasons.Length,
        [
            Fixed(reasons, DataType.Int32, reason => (int?)reason.ItemIndex),
            Fixed(reasons, DataType.Float32, reason => (float?)reason.Share),
        ]);

    private static Column<T> Fixed<TRow, T>(IReadOnlyList<TRow> rows, DataType type, Func<TRow, T?> value)
        where T : unmanaged =>
        new(type, rows.Select(row => value(row) ?? default).ToArray(), Bitmap.Of(rows.Count, row => value(rows[row]) is not null));

    private static int[] Ends(IReadOnlyList<Row> rows, Func<Row, int> count)
    {
        var ends = new int[rows.Count + 1];
        for (int row = 0; row < rows.Count; row++)
            ends[row + 1] = ends[row] + count(rows[row]);
        return ends;
    }

    private sealed record Row
    {
        [JsonPropertyName("user_index")]
        public int UserIndex { get; set; }

        [JsonPropertyName("rating")]
        public float Rating { get; set; }

        [JsonPropertyName("seen")]
        [ParquetTimestamp(ParquetTimestampResolution.Microseconds, useLogicalTimestamp: true, isAdjustedToUTC: true)]
        public DateTime Seen { get; set; }

        [JsonPropertyName("title")]
        public string? Title { get; set; }

        [JsonPropertyName("score")]
        public double? Score { get; set; }

        [JsonPropertyName("count")]
        public long? Count { get; set; }

        [JsonPropertyName("is_new")]
        public bool IsNew { get; set; }

        [JsonPropertyName("items")]
        [ParquetRequired]
        [ParquetListElementRequired]
        public List<int> Items { get; set; } = [];

        [JsonPropertyName("reasons")]
        [ParquetRequired]
        [ParquetListElementRequired]
        public List<Reason> Reasons { get; set; } = [];

        [JsonPropertyName("near")]
        public List<long?>? Near { get; set; }
    }

    private sealed class Reason
    {
        [JsonPropertyName("item_index")]
        public int ItemIndex { get; set; }

        [JsonPropertyName("share")]
        public float Share { get; set; }
    }
}
