using System.Text.Unicode;

namespace RecPipeline.Formats.Csv;

/// <summary>Reads the file that describes items: ids, titles, genres. Records end as ratings do; faults have the same order.</summary>
public static class ItemsCsv
{
    /// <summary>Reads the whole file; catalogues are small beside ratings, so on one thread.</summary>
    /// <param name="stream">The file, from its first byte; not closed here.</param>
    /// <param name="file">Its name in messages and bad rows.</param>
    /// <param name="layout">Format and column names.</param>
    /// <param name="cancellationToken">Looked at before each block of the file.</param>
    /// <exception cref="CsvFormatException">Columns are missing, or a record has no end.</exception>
    public static ItemsTable Read(Stream stream, string file, CsvLayout layout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(layout);
        var (blocks, block) = (new RecordBlocks(stream, file, 1 << 20), new RecordBlock());
        ItemsReader? reader = null;
        while (blocks.Next(block))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var rest = block.Bytes; !rest.IsEmpty;)
            {
                int length = RecordText.Length(rest);
                var record = RecordText.Trim(rest, length);
                if (reader is null)
                    reader = ItemsReader.Start(layout, file, record);
                else
                    reader.Read(record);
                rest = rest[length..];
            }
        }
        return reader?.Table() ?? Empty(file, layout);
    }

    private static ItemsTable Empty(string file, CsvLayout layout) => layout.Items.Format.HasHeader
        ? throw CsvThrow.NoHeader(file, ItemColumns.Needed(layout.ItemNames))
        : new ItemsTable([], [], [], [], []);

    /// <summary>Takes one record after the other and keeps the items.</summary>
    private sealed class ItemsReader(CsvFormat format, ItemColumns columns, IdType idType, string file, long line)
    {
        private readonly List<long> _ids = [];
        private readonly List<string> _textIds = [];
        private readonly List<string> _titles = [];
        private readonly List<string> _genres = [];
        private readonly List<long> _lines = [];
        private readonly List<BadRow> _bad = [];
        private long _line = line;

        /// <summary>A reader that has seen the first record, be it the header or an item.</summary>
        public static ItemsReader Start(CsvLayout layout, string file, ReadOnlySpan<byte> first)
        {
            var format = layout.Items.Format;
            var names = format.HasHeader ? CsvHeader.Parse(first, format) : layout.Items.Columns;
            var reader = new ItemsReader(format, ItemColumns.Resolve(layout.ItemNames, names, file), layout.ItemIds, file, format.HasHeader ? 2 : 1);
            if (!format.HasHeader)
                reader.Read(first);
            return reader;
        }

        public void Read(ReadOnlySpan<byte> record)
        {
            var fault = Parse(record);
            if (fault != RowFault.None)
                _bad.Add(new BadRow(file, _line, fault, format.Text(record)));
            _line++;
        }

        public ItemsTable Table() => new([.. _ids], [.. _titles], [.. _genres], [.. _lines], _bad) { TextIds = [.. _textIds] };

        private RowFault Parse(ReadOnlySpan<byte> record)
        {
            if (NumberText.IsBlank(record))
                return RowFault.Blank;
            if (format.Encoding == TextEncoding.Utf8 && !Utf8.IsValid(record))
                return RowFault.Encoding;
            if (!TryFields(record, out var id, out string title, out string genres))
                return RowFault.Columns;
            if (!TryAddId(id))
                return RowFault.Number;
            _titles.Add(title);
            _genres.Add(genres);
            _lines.Add(_line);
            return RowFault.None;
        }

        private bool TryAddId(FieldText id)
        {
            if (idType == IdType.String)
                _textIds.Add(id.Text(format).Trim(' ', '\t', '\r', '\v', '\f'));
            else if (NumberText.TryId(id.Bytes, out long item))
                _ids.Add(item);
            else
                return false;
            return true;
        }

        private bool TryFields(ReadOnlySpan<byte> record, out FieldText id, out string title, out string genres)
        {
            id = default;
            (title, genres) = ("", "");
            var fields = new FieldReader(record, format);
            int count = 0;
            for (; fields.Next(); count++)
            {
                if (count == columns.Item)
                    id = fields.Whole;
                else if (count == columns.Title)
                    title = fields.Text(format);
                else if (count == columns.Genres)
                    genres = fields.Text(format);
                else if (count < columns.FieldCount && columns.FlagNames[count] is { } genre && fields.Field.SequenceEqual("1"u8))
                    genres = genres.Length == 0 ? genre : $"{genres}|{genre}";
            }
            return count == columns.FieldCount && !fields.IsOpen;
        }
    }
}
