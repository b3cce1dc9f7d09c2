using System.Globalization;
using System.Text;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Csv;

namespace RecPipeline.Formats.Tests.Csv;

public sealed class TableCsvTests
{
    private static readonly CsvTable Comma = new(CsvFormat.Of(",", hasHeader: true, quotes: true));

    private static readonly FieldList AllTypes = FieldList.Of(
        new("text", DataType.Utf8, Nullable: true), new("yes", DataType.Boolean), new("i", DataType.Int32, Nullable: true), new("l", DataType.Int64),
        new("f", DataType.Float32), new("d", DataType.Float64, Nullable: true));

    [Fact]
    public void Read_EveryType_ByNameInTheOrderWanted()
    {
        const string text = "d,f,l,i,unused,yes,text\r\n0.1,2.5,-9223372036854775808,-7,x,TRUE,\"say \"\"hi\"\", é\"\r\n,1,2,,,0,\r\n";
        var batch = Assert.Single(Read(text, Comma, AllTypes)).Batch;
        Assert.Equal(AllTypes, batch.Schema);
        Assert.Equal(["say \"hi\", é", null], Texts(batch, "text"));
        Assert.Equal([true, false], batch.Values<bool>("yes"));
        Assert.Equal([-7, 0], batch.Values<int>("i"));
        Assert.Equal((false, true), (batch["i"].IsNull(0), batch["i"].IsNull(1)));
        Assert.Equal([long.MinValue, 2], batch.Values<long>("l"));
        Assert.Equal([2.5f, 1f], batch.Values<float>("f"));
        Assert.Equal((0.1, true), (batch.Values<double>("d")[0], batch["d"].IsNull(1)));
    }

    [Fact]
    public void Read_BadRecords_AreKeptWithLineReasonAndText()
    {
        byte[] text = [.. "i,s\n1,a\n\n2\n2,b,c\nx,d\n2147483648,e\n3,\"two\nlines\"\n4,"u8, 0xFF, .. "\n5,f\n6,\"open\n7,g\n"u8];
        var chunk = Assert.Single(Read(text, Comma, FieldList.Of(new("i", DataType.Int32), new("s", DataType.Utf8))));
        Assert.Equal([1, 3, 5], chunk.Batch.Values<int>("i"));
        Assert.Equal(["a", "two\nlines", "f"], Texts(chunk.Batch, "s"));
        Assert.Equal([2L, 8L, 11L], Enumerable.Range(0, 3).Select(chunk.Line));
        Assert.Equal(
            [
                new("table", 3, RowFault.Blank, ""), new("table", 4, RowFault.Columns, "2"), new("table", 5, RowFault.Columns, "2,b,c"), new("table", 6, RowFault.Number, "x,d"),
                new("table", 7, RowFault.Number, "2147483648,e"), new("table", 10, RowFault.Encoding, "4,\uFFFD"), new BadRow("table", 12, RowFault.Columns, "6,\"open\n7,g"),
            ],
            chunk.BadRows);
    }

    [Fact]
    public void Read_EmptyFieldOfARequiredColumn_IsAnEmptyTextButNoNumber()
    {
        var schema = FieldList.Of(new("s", DataType.Utf8), new("i", DataType.Int32));
        var chunk = Assert.Single(Read("s,i\n,1\na,\n", Comma, schema));
        Assert.Equal([""], Texts(chunk.Batch, "s"));
        Assert.Equal(RowFault.Number, Assert.Single(chunk.BadRows).Fault);
    }

    [Fact]
    public void Read_Latin1WithoutHeader_IsConvertedToUtf8()
    {
        var table = new CsvTable(CsvFormat.Of("||", hasHeader: false, quotes: true, TextEncoding.Latin1), "id", "name");
        var chunk = Assert.Single(Read(Encoding.Latin1.GetBytes("1||Amélie\n2||\"ÿ\"\"ÿ\"\n"), table, FieldList.Of(new Field("name", DataType.Utf8))));
        Assert.Equal(["Amélie", "ÿ\"ÿ"], Texts(chunk.Batch, "name"));
        Assert.Equal(1, chunk.Line(0));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 50)]
    [InlineData(3, 1 << 20)]
    public void Read_ManyChunks_GiveTheRowsOfOne(int threads, int chunkBytes)
    {
        var random = new Random(20_261_220);
        var text = new StringBuilder("n,word\n");
        for (int row = 0; row < 3000; row++)
            text.Append(CultureInfo.InvariantCulture, $"{(random.Next(10) == 0 ? "?" : random.Next())},\"{new string('é', random.Next(5))}\"\"{random.Next(100)}\"").Append(random.Next(2) == 0 ? "\r\n" : "\n");
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        var schema = FieldList.Of(new("word", DataType.Utf8), new("n", DataType.Int64));
        Assert.Equal(Rows(Read(bytes, Comma, schema)), Rows(TableCsv.Read(new MemoryStream(bytes), "table", Comma, schema, threads, chunkBytes, CancellationToken.None)));
        Assert.Equal(3000, Rows(Read(bytes, Comma, schema)).Count);
    }

    [Fact]
    public void Read_Ratings_GivesWhatTheRatingsReaderGives()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(CsvTestFiles.GoldenFolder, "dirty-ratings.csv"));
        var schema = FieldList.Of(new("userId", DataType.Int64), new("movieId", DataType.Int64), new("rating", DataType.Float32), new("timestamp", DataType.Int64));
        var chunk = Assert.Single(Read(bytes, Comma, schema));
        var rows = CsvTestFiles.Read(bytes, CsvLayouts.MovieLens);
        Assert.Equal(rows.Where(row => row.Fault != RowFault.None).Select(row => (row.Line, row.Fault, row.Text)), chunk.BadRows.Select(row => (row.Line, row.Fault, row.Text)));
        Assert.Equal(
            rows.Where(row => row.Fault == RowFault.None).Select(row => (row.Line, row.User, row.Item, row.Rating, row.Timestamp)),
            Enumerable.Range(0, chunk.Batch.RowCount).Select(i => (
                chunk.Line(i), chunk.Batch.Values<long>("userId")[i], chunk.Batch.Values<long>("movieId")[i], chunk.Batch.Values<float>("rating")[i], chunk.Batch.Values<long>("timestamp")[i])));
    }

    [Fact]
    public void Read_WrongColumns_SaysWhatIsWrong()
    {
        var missing = Assert.Throws<CsvFormatException>(() => Read("a,b\n", Comma, FieldList.Of(new Field("c", DataType.Int32))));
        Assert.StartsWith("table: line 1 names the columns 'a', 'b', but 'c' is needed.", missing.Message, StringComparison.Ordinal);
        var type = Assert.Throws<ArgumentException>(() => Read("a,b\n", Comma, FieldList.Of(new Field("a", DataType.List(DataType.Int32)))));
        Assert.StartsWith("Column 'a' of type list<int32> cannot be read from text; boolean, int32, int64, float32, float64 and utf8 can.", type.Message, StringComparison.Ordinal);
        var twice = Assert.Throws<ArgumentException>(() => Read("a,b\n", Comma, FieldList.Of(new("a", DataType.Int32), new("a", DataType.Utf8))));
        Assert.StartsWith("A column is wanted twice: a: int32, a: utf8.", twice.Message, StringComparison.Ordinal);
        Assert.Throws<CsvFormatException>(() => Read("", Comma, FieldList.Of(new Field("a", DataType.Int32))));
    }

    [Fact]
    public void Take_AfterAFewRecords_GivesThemOnce()
    {
        var rows = new TableRows("table", Comma.Format, ["i"], FieldList.Of(new Field("i", DataType.Int32)));
        Assert.Equal([RowFault.None, RowFault.Number, RowFault.None], new[] { "1", "x", "2" }.Select(text => rows.Add(Encoding.UTF8.GetBytes(text))));
        Assert.Equal([1, 2], rows.Take().Values<int>("i"));
        Assert.Equal(0, rows.Take().RowCount);
    }

    private static List<TableChunk> Read(string text, CsvTable table, FieldList columns) => Read(Encoding.UTF8.GetBytes(text), table, columns);

    private static List<TableChunk> Read(byte[] bytes, CsvTable table, FieldList columns) => [.. TableCsv.Read(new MemoryStream(bytes), "table", table, columns, threads: 1)];

    private static IEnumerable<string?> Texts(RecordBatch batch, string column) => Enumerable.Range(0, batch.RowCount).Select(((StringColumn)batch[column]).Text);

    private static List<string> Rows(IEnumerable<TableChunk> chunks) =>
    [
        .. chunks.SelectMany(chunk => Enumerable.Range(0, chunk.Batch.RowCount)
            .Select(row => $"{chunk.Line(row)}: {((StringColumn)chunk.Batch["word"]).Text(row)} {chunk.Batch.Values<long>("n")[row]}")
            .Concat(chunk.BadRows.Select(bad => $"{bad.Line}: {bad.Fault} {bad.Text}"))).OrderBy(row => long.Parse(row[..row.IndexOf(':', StringComparison.Ordinal)], CultureInfo.InvariantCulture)),
    ];
}
