using System.Text;

namespace RecPipeline.Ratings.Csv;

/// <summary>Looks up some lines of a text file.</summary>
public static class LineTexts
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Text of which every line is a record.</summary>
    internal static readonly CsvFormat Lines = CsvFormat.Of(",", hasHeader: false, quotes: false);

    /// <summary>The texts of these lines, without their ends; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <param name="stream">The file, from its first byte; not closed here.</param>
    /// <param name="file">For messages.</param>
    /// <param name="lines">Numbers from 1.</param>
    /// <exception cref="CsvFormatException">A line has no end.</exception>
    public static IReadOnlyDictionary<long, string> Read(Stream stream, string file, IReadOnlySet<long> lines)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(lines);
        var (blocks, block, texts) = (new RecordBlocks(stream, file, Lines, BlockBytes), new RecordBlock(), new Dictionary<long, string>());
        long line = 0;
        while (texts.Count < lines.Count && blocks.Next(block))
        {
            for (int at = 0, length; at < block.Length; at += length)
            {
                length = block.RecordLength(at, out _);
                if (lines.Contains(++line))
                    texts[line] = Encoding.UTF8.GetString(RecordText.Trim(block.Bytes[at..], length));
            }
        }
        return texts;
    }
}
