using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Descriptions;

/// <summary>Reads a file that describes items or users. Records end as ratings do; faults have the same order.</summary>
public static class DescriptionsCsv
{
    /// <summary>Reads the whole file; catalogues are small beside ratings, so on one thread.</summary>
    /// <param name="stream">The file, from its first byte; not closed here.</param>
    /// <param name="file">Its name in messages and bad rows.</param>
    /// <param name="form">Format and column names.</param>
    /// <param name="cancellationToken">Looked at before each block of the file.</param>
    /// <exception cref="CsvFormatException">Columns are missing, or a record has no end.</exception>
    public static DescriptionsTable Read(Stream stream, string file, DescriptionForm form, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(form);
        var (blocks, block) = (new RecordBlocks(stream, file, form.Table.Format, 1 << 20, form.MaxRecordBytes), new RecordBlock());
        DescriptionReader? reader = null;
        while (blocks.Next(block))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (block.Failure is { } failure)
                throw failure(reader?.NextLine ?? 1);
            for (int at = 0; at < block.Length;)
            {
                int length = block.RecordLength(at, out int lines);
                var record = RecordText.Trim(block.Bytes[at..], length);
                if (reader is null)
                    reader = DescriptionReader.Start(form, file, record, lines);
                else
                    reader.Read(record, lines);
                at += length;
            }
        }
        return (reader ?? Empty(file, form)).Table();
    }

    private static DescriptionReader Empty(string file, DescriptionForm form) => form.Table.Format.HasHeader
        ? throw CsvThrow.NoHeader(file, form.Needed)
        : new DescriptionReader(form, DescriptionColumns.Resolve(form, form.Table.Columns, file), file, line: 1);
}
