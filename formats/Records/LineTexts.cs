using System.Text;
using RecPipeline.Formats.Csv;

namespace RecPipeline.Formats.Records;

/// <summary>Looks up some lines of a text file.</summary>
public static class LineTexts
{
    /// <summary>The texts of these lines, without their ends; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <param name="stream">The file, from its first byte; not closed here.</param>
    /// <param name="file">For messages.</param>
    /// <param name="lines">Numbers from 1.</param>
    /// <exception cref="CsvFormatException">A line has no end.</exception>
    public static IReadOnlyDictionary<long, string> Read(Stream stream, string file, IReadOnlySet<long> lines)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(lines);
        var (blocks, block, texts) = (new RecordBlocks(stream, file, RatingsCsv.DefaultChunkBytes), new RecordBlock(), new Dictionary<long, string>());
        long line = 0;
        while (texts.Count < lines.Count && blocks.Next(block))
        {
            for (var rest = block.Bytes; !rest.IsEmpty;)
            {
                int length = RecordText.Length(rest);
                if (lines.Contains(++line))
                    texts[line] = Encoding.UTF8.GetString(RecordText.Trim(rest, length));
                rest = rest[length..];
            }
        }
        return texts;
    }
}
