namespace RecPipeline.Ratings.Csv;

/// <summary>The blocks of a file without its header line, and the names of its columns.</summary>
internal sealed class RecordSource(RecordBlocks blocks, string file, CsvTable table, IReadOnlyList<string> needed)
{
    private IReadOnlyList<string>? _columns;

    /// <summary>The names in the header, or those of the table where the file has none. Known once a block was asked for.</summary>
    public IReadOnlyList<string> Columns => _columns ?? throw new InvalidOperationException("The header is read with the first block.");

    /// <summary>Line of the first record behind the header, from 1.</summary>
    public long FirstLine { get; private set; } = 1;

    /// <summary>Fills the block with the next records; false when there are none left.</summary>
    /// <exception cref="CsvFormatException">The file is empty, but should have a header; or the header does not end.</exception>
    public bool Next(RecordBlock block)
    {
        bool found = blocks.Next(block);
        _columns ??= table.Format.HasHeader ? Header(block) : table.Columns;
        // The first block may hold the header and nothing else.
        return found && (block.Length > 0 || blocks.Next(block));
    }

    private string[] Header(RecordBlock block)
    {
        if (block.Length == 0)
            throw CsvThrow.NoHeader(file, needed);
        if (block.Failure is { } failure)
            throw failure(FirstLine);
        int length = block.RecordLength(0, out int lines);
        FirstLine += lines;
        var names = CsvHeader.Parse(RecordText.Trim(block.Bytes, length), table.Format);
        block.Skip(length);
        return names;
    }
}
