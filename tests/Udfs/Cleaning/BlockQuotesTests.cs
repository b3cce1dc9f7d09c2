using System.Text;
using RecPipeline.Formats.Columns;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Rows;
using RecPipeline.Udfs.Cleaning;
using Xunit.Abstractions;

namespace RecPipeline.Udfs.Tests.Cleaning;

/// <summary>Lines of blocks cut anywhere give the records, lines, faults and texts that the local engine reads from the whole file.</summary>
public class BlockQuotesTests(ITestOutputHelper output)
{
    private static readonly RatingLimits Any = new(double.MinValue, double.MaxValue, 0, long.MinValue, long.MinValue, long.MaxValue);

    private sealed record Row(int File, long Line, int Reason, long User, long Item, float Rating, long Timestamp, string Text);

    [Theory]
    [InlineData(",", true)]
    [InlineData("::", true)]
    [InlineData(",", false)]
    public void Parse_RandomFilesCutAnywhere_GivesWhatTheLocalEngineReads(string separator, bool quotes)
    {
        const int seed = 20_261_201;
        output.WriteLine($"seed {seed}");
        var (random, again, border) = (new Random(seed), 0, 0);
        for (int round = 0; round < 2000; round++)
        {
            byte[][] files = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomFile(random, separator, quotes))];
            var rules = Rules(separator, quotes);
            var local = Local(files, rules);
            var (rows, begun, whole) = Blocks(files, rules, random);
            Assert.Equal(local, rows);
            (again, border) = (again + (begun > 0 ? 1 : 0), border + whole);
        }
        Assert.Equal(quotes, again > 500 && border > 500);
    }

    [Fact]
    public void BegunIn_BlocksInAnyOrder_FollowsTheQuotesFromEachFilesStart()
    {
        const long second = BlockPlaces.FileStep;
        BlockEnd[] blocks =
        [
            new(second + 10, 1, false, true), new(20, 1, true, false), new(0, 5, true, true), new(10, 5, false, true), new(second, 1, false, true), new(30, 2, true, true),
        ];
        // Block 0 ends in quotes, 10 keeps that, 20 closes them, and 30 ends in quotes at the end of its file, which the next file does not mind.
        Assert.Equal([10L, 20L], BlockQuotes.BegunIn(blocks));
    }

    [Fact]
    public void TooLong_PiecesTogetherBeyondTheLimit_IsTheFirstOfThem()
    {
        const long half = RecordText.MaxBytes / 2;
        RecordPiece[] fits = [new(0, 3, false, half, null), new(10, 0, true, half - 2, null), new(10, 7, false, RecordText.MaxBytes - 1, null)];
        Assert.Null(BlockQuotes.TooLong(fits, RecordText.MaxBytes));
        Assert.Equal((0L, 3L), BlockQuotes.TooLong([fits[0], fits[1] with { Bytes = half - 1 }], RecordText.MaxBytes) is { } piece ? (piece.Block, piece.Row) : default);
        Assert.Equal((10L, 7L), BlockQuotes.TooLong([.. fits[..2], fits[2] with { Bytes = RecordText.MaxBytes }], RecordText.MaxBytes) is { } other ? (other.Block, other.Row) : default);
    }

    [Fact]
    public void Parse_RecordBeyondTheLimitInOneBlock_IsAPieceWithoutText()
    {
        byte[] line = Encoding.UTF8.GetBytes(new string('x', 1 << 20));
        var parser = new LineParser(Rules(",", quotes: true) with { InQuotes = [10] }, null);
        var lines = new RecordBatch(RatingLines.Lines, new BinaryColumn((int[])[0, line.Length], line), new Column<long>(DataType.Int64, (long[])[10]));
        for (int i = 0; i < 64; i++)
            Assert.Equal(0, parser.Parse(lines).RowCount);
        var end = parser.End();
        Assert.Equal([RatingLines.TailPiece, RatingLines.BlockEnd], end.Values<int>("reason"));
        Assert.Equal((64L * (line.Length + 1)) - 1, end.Values<long>("item")[0]);
        Assert.True(end["text"].IsNull(0));
    }

    private static LineRules Rules(string separator, bool quotes) => new(
        "ratings", new LineForm(separator, HasHeader: true, quotes, TextEncoding.Utf8, "u", "i", "r", "t"), ["u", "i", "r", "t", "note"], Any);

    private static List<Row> Local(byte[][] files, LineRules rules) =>
    [
        .. files.SelectMany((bytes, file) => RatingsCsv.ReadPlain(new MemoryStream(bytes), "ratings", rules.Form.Layout).SelectMany(chunk => Enumerable.Range(0, chunk.Count)
            .Select(row => new Row(file, chunk.Line(row), (int)chunk.Fault[row], chunk.User[row], chunk.Item[row], chunk.Rating[row], chunk.Timestamp[row], chunk.Text(row))))),
    ];

    // What the driver does with DataFrames, with lists.
    private static (List<Row> Rows, int BegunIn, int Border) Blocks(byte[][] files, LineRules rules, Random random)
    {
        var tasks = BlockFiles.Tasks(files, random);
        var parsed = Parse(tasks, rules);
        rules = rules with { InQuotes = BegunIn(parsed) };
        if (rules.InQuotes.Count > 0)
            parsed = Parse(tasks, rules);
        Assert.Equal(rules.InQuotes, BegunIn(parsed));
        var border = BlockQuotes.Join(parsed.SelectMany(Pieces));
        var records = parsed.Append(RatingLines.ParseRecords(rules, null, border)).ToArray();
        var texts = tasks.SelectMany(task => Texts(task, rules)).Append(RatingLines.ReadRecords(rules, border)).SelectMany(Places).ToDictionary(each => each.Place, each => each.Text);
        var lines = BlockLines.Of([.. files.Select((_, file) => $"{file}")], Ends(parsed, rules, tasks));
        return ([.. records.SelectMany(batch => Rows(batch, lines, texts)).OrderBy(row => row.File).ThenBy(row => row.Line)], rules.InQuotes.Count, border.Count);
    }

    private static RecordBatch[] Parse(List<List<RecordBatch>> tasks, LineRules rules) => [.. tasks.SelectMany(task =>
    {
        var parser = new LineParser(rules, null);
        return task.Select(parser.Parse).ToArray().Append(parser.End());
    })];

    private static RecordBatch[] Texts(List<RecordBatch> task, LineRules rules)
    {
        var texts = new RecordTexts(rules);
        return [.. task.Select(texts.Read)];
    }

    private static IEnumerable<BlockEnd> BlockEnds(RecordBatch batch) => Enumerable.Range(0, batch.RowCount).Where(row => batch.Values<int>("reason")[row] == RatingLines.BlockEnd)
        .Select(row => new BlockEnd(batch.Values<long>("block")[row], batch.Values<long>("row")[row] + 1, (batch.Values<long>("user")[row] & 1) != 0, (batch.Values<long>("user")[row] & 2) != 0));

    private static long[] BegunIn(RecordBatch[] parsed) => BlockQuotes.BegunIn(parsed.SelectMany(BlockEnds));

    // Without quotes no block says how many lines it has; its rows do.
    private static IEnumerable<(long, long)> Ends(RecordBatch[] parsed, LineRules rules, List<List<RecordBatch>> tasks) => rules.Form.Quotes
        ? parsed.SelectMany(BlockEnds).Select(end => (end.Block, end.Lines))
        : tasks.SelectMany(task => task).SelectMany(batch => batch.Values<long>("block").ToArray()).GroupBy(block => block).Select(block => (block.Key, block.LongCount()));

    private static IEnumerable<RecordPiece> Pieces(RecordBatch batch) => Enumerable.Range(0, batch.RowCount)
        .Where(row => batch.Values<int>("reason")[row] is RatingLines.HeadPiece or RatingLines.TailPiece)
        .Select(row => new RecordPiece(
            batch.Values<long>("block")[row], batch.Values<long>("row")[row], batch.Values<int>("reason")[row] == RatingLines.TailPiece,
            batch.Values<long>("item")[row], Encoding.Latin1.GetBytes(((StringColumn)batch["text"]).Text(row)!)));

    private static IEnumerable<((long, long) Place, string Text)> Places(RecordBatch batch) => Enumerable.Range(0, batch.RowCount)
        .Select(row => ((batch.Values<long>("block")[row], batch.Values<long>("row")[row]), ((StringColumn)batch["text"]).Text(row)!));

    private static IEnumerable<Row> Rows(RecordBatch batch, BlockLines lines, Dictionary<(long, long), string> texts)
    {
        for (int i = 0; i < batch.RowCount; i++)
        {
            var (block, row, reason) = (batch.Values<long>("block")[i], batch.Values<long>("row")[i], batch.Values<int>("reason")[i]);
            if (reason < 0)
                continue;
            if (reason > 0)
                Assert.Equal(texts[(block, row)], ((StringColumn)batch["text"]).Text(i));
            yield return new Row(
                BlockPlaces.File(block), lines.Line(block, row), reason, batch.Values<long>("user")[i], batch.Values<long>("item")[i], batch.Values<float>("rating")[i],
                batch.Values<long>("timestamp")[i], texts[(block, row)]);
        }
    }

    // Ratings with a note of what matters to quotes, some of it not closed; often with a byte order mark, other line ends, no last line end.
    private static byte[] RandomFile(Random random, string separator, bool quotes)
    {
        string[] notes = ["x", "\"a\"", "\"a\nb\"", "\"1,2,3,4,x\n5,6,7,8,y\n\"", "\"\"", "\"say \"\"hi\"\"\r\n\"", "\"\n\"x", "\"open", "a\"b", "\n", "\"\"\"\n\"\"\"", "é", "\r"];
        string end = random.Next(2) == 0 ? "\n" : "\r\n";
        string[] header = ["u", "i", quotes && random.Next(3) == 0 ? "\"r\"" : "r", "t", quotes && random.Next(3) == 0 ? "\"no\nte\"" : "note"];
        var rows = Enumerable.Range(0, random.Next(12)).Select(_ => new[] { $"{random.Next(9)}", random.Next(5) == 0 ? "\"2\"" : "2", "3.5", "4", notes[random.Next(notes.Length - (random.Next(4) == 0 ? 0 : 6))] });
        string text = string.Join(end, rows.Prepend(header).Select(row => string.Join(separator, row).Replace(",", separator)));
        return Encoding.UTF8.GetBytes((random.Next(3) == 0 ? "\uFEFF" : "") + text + (random.Next(2) == 0 ? end : ""));
    }
}
