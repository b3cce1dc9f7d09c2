using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Tests.Rows;
using Xunit.Abstractions;

namespace RecPipeline.Ratings.Tests.Csv;

/// <summary>The splitter finds the records that its plain twin finds, and that the field reader can read, in random text of what matters to it.</summary>
public class RecordTextTests(ITestOutputHelper output)
{
    private static readonly string[] Separators = [",", "::", "||,", "aa", "\t"];

    [Fact]
    public void RecordLength_RandomText_IsWhatTheTwinFinds() => ForRandomTexts((text, format) =>
    {
        var (ends, lines) = (new List<int>(), 0);
        var block = Block(text, format, out _);
        for (int at = 0; at < text.Length; at = ends[^1])
        {
            int length = block.RecordLength(at, out int taken);
            ends.Add(at + length);
            lines += taken;
            AssertReadable(text.AsSpan(at), length, format, isLast: at + length == text.Length);
        }
        Assert.Equal(RecordTwin.Ends(text, format), ends);
        Assert.Equal(text.Count(letter => letter == '\n') + (text is [.., not (byte)'\n'] ? 1 : 0), lines);
    });

    [Fact]
    public void ReadQuotes_RandomTextCutAnywhere_FindsTheLastEndOfTheTwin() => ForRandomTexts((text, format) =>
    {
        var ends = RecordTwin.Ends(text, format);
        for (int length = 0; length <= text.Length; length++)
        {
            var block = Block(text.AsSpan(0, length), format, out int end);
            // A record that ends where the text does counts only with its LF, and outside quotes.
            Assert.Equal(ends.LastOrDefault(each => each < length || (each == length && IsWhole(text, each, format))), end);
            Assert.True(block.OpenQuote < 0 || (block.OpenQuote >= end && text[block.OpenQuote] == '"'));
        }
    });

    [Fact]
    public void EndsInQuotes_RandomTextLineByLine_IsFalseWhereARecordEnds() => ForRandomTexts((text, format) =>
    {
        var (ends, inQuotes) = (RecordTwin.Ends(text, format), false);
        for (int at = 0, next; (next = text.AsSpan(at).IndexOf((byte)'\n')) >= 0; at += next + 1)
        {
            inQuotes = RecordText.EndsInQuotes(text.AsSpan(at, next), inQuotes, format);
            Assert.Equal(ends.Contains(at + next + 1) && IsWhole(text, at + next + 1, format), !inQuotes);
        }
    });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(1, 64)]
    [InlineData(3, 1000)]
    public void Read_RandomText_GivesTheTwinsRecordsForEveryChunkSize(int threads, int chunkBytes) => ForRandomTexts((text, format) =>
    {
        var layout = CsvLayouts.MovieLens1M with { Ratings = CsvLayouts.MovieLens1M.Ratings with { Format = format } };
        var records = new List<(long, string)>();
        int start = 0, line = 1;
        foreach (int end in RecordTwin.Ends(text, format))
        {
            records.Add((line, format.Text(RecordText.Trim(text.AsSpan(start), end - start))));
            (line, start) = (line + text.AsSpan(start, end - start).Count((byte)'\n'), end);
        }
        Assert.Equal(records, CsvTestFiles.Read(text, layout, threads, chunkBytes).Select(row => (row.Line, row.Text)));
    });

    [Fact]
    public void ReadQuotes_ManyOddSeparators_IsLinear()
    {
        // Quotes that follow what only looks like a separator: found slowly, this takes hours.
        byte[] text = [.. Enumerable.Repeat(":::\""u8.ToArray(), 1 << 20).SelectMany(part => part), (byte)'\n'];
        var block = Block(text, CsvFormat.Of("::", hasHeader: false, quotes: true), out int end);
        Assert.Equal((text.Length, text.Length, 1), (end, block.RecordLength(0, out int lines), lines));
    }

    // No unquoted field holds a line feed; an open quote is found only in the last record, or where text follows quotes of several lines.
    private static void AssertReadable(ReadOnlySpan<byte> text, int length, CsvFormat format, bool isLast)
    {
        var record = RecordText.Trim(text, length);
        var fields = new FieldReader(record, format);
        while (fields.Next())
        {
            bool isQuoted = fields.Field.Length > 0 && record.Overlaps(fields.Field, out int at) && at > 0 && record[at - 1] == '"';
            Assert.True(fields.IsOpen || isQuoted || !fields.Field.Contains((byte)'\n'), $"'{Encoding.UTF8.GetString(record)}'");
        }
        Assert.True(!fields.IsOpen || isLast || record.Contains((byte)'\n'), $"'{Encoding.UTF8.GetString(record)}'");
    }

    // The twin ends its last record with the text; whole is one that ends at an LF outside quotes.
    private static bool IsWhole(byte[] text, int end, CsvFormat format) =>
        end < text.Length || (text[end - 1] == '\n' && RecordTwin.Ends([.. text, (byte)'x'], format).Contains(end));

    private static RecordBlock Block(ReadOnlySpan<byte> text, CsvFormat format, out int end)
    {
        var block = new RecordBlock();
        block.Append(text);
        end = block.ReadQuotes(format);
        return block;
    }

    private void ForRandomTexts(Action<byte[], CsvFormat> check)
    {
        const int seed = 20_261_130;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int round = 0; round < 3000; round++)
        {
            var format = CsvFormat.Of(Separators[random.Next(Separators.Length)], hasHeader: false, quotes: random.Next(10) > 0);
            check(RandomText(random, format), format);
        }
    }

    private static byte[] RandomText(Random random, CsvFormat format)
    {
        byte[][] parts = [format.Separator, [format.Separator[0]], "\""u8.ToArray(), "\"\""u8.ToArray(), "\n"u8.ToArray(), "\r\n"u8.ToArray(), "x"u8.ToArray(), " "u8.ToArray(), [.. format.Separator, (byte)'"']];
        return [.. Enumerable.Range(0, random.Next(60)).SelectMany(_ => parts[random.Next(parts.Length)])];
    }
}
