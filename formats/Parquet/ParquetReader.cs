using ParquetSharp;
using ParquetSharp.Arrow;
using ParquetSharp.IO;
using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>Reads a Parquet file row group by row group, by ParquetSharp's Arrow reader.</summary>
/// <remarks>
/// Opening reads the footer only; reading touches the bytes of the wanted columns only. Damaged files and what is not supported end in a
/// <see cref="ParquetFormatException"/>; page checksums are verified where there are any. Values are copied into managed arrays, so a
/// batch needs no disposal. docs/formats.md lists what is read.
/// </remarks>
public sealed class ParquetReader : IDisposable
{
    // At most this many rows come from the library at a time: it sets room aside for so many whether or not they are there.
    private const int BatchRows = 1 << 20;

    private readonly SourceStream _stream;
    private readonly Place _place;
    private readonly int _threads;
    private readonly Stream? _owned;
    private readonly ManagedRandomAccessFile _source;
    private readonly ParquetFileReader _metadata;
    private readonly FileReader _reader;
    private readonly List<ChosenColumn> _columns = [];
    private readonly Dictionary<string, ParquetFormatException> _refused = [];

    /// <param name="stream">A stream that can seek.</param>
    /// <param name="name">The file's name for messages.</param>
    /// <param name="threads">With more than one, columns of a row group are decoded side by side.</param>
    /// <param name="leaveOpen">False closes the stream with the reader.</param>
    /// <exception cref="ParquetFormatException">The file is no Parquet file, or its footer is damaged.</exception>
    public ParquetReader(Stream stream, string name, int threads = 1, bool leaveOpen = true)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (_stream, _place, _threads, _owned) = (new SourceStream(stream), new Place(name), threads, leaveOpen ? null : stream);
        _source = new ManagedRandomAccessFile(_stream, leaveOpen: true);
        try
        {
            FooterChecks.CheckFrame(stream, _place);
            _metadata = Native(_place, "reading the footer", OpenMetadata);
            var columns = Native(_place, "reading the schema", () => ParquetColumn.Of(_metadata.FileMetaData.Schema.GroupNode));
            Native(_place, "reading the footer", () => CheckGroups([.. columns.SelectMany(column => column.Leaves)], stream.Length));
            _reader = Native(_place, "reading the schema", OpenReader);
            Native(_place, "reading the schema", () => AddColumns(columns));
        }
        catch
        {
            Dispose();
            throw;
        }
        Schema = new FieldList([.. _columns.Select(column => column.Field)]);
    }

    /// <summary>The columns that can be read, in the file's order. Asking for one that cannot, or for all of them, throws.</summary>
    public FieldList Schema { get; }

    public int RowGroupCount => _metadata.FileMetaData.NumRowGroups;
    public long RowCount => _metadata.FileMetaData.NumRows;

    /// <summary>Reads the file, one batch for each row group.</summary>
    /// <param name="columns">Names of columns in the order wanted, or null for all.</param>
    /// <param name="ranges">Row groups whose statistics rule out any of these are left out; of the others every row is given.</param>
    public IEnumerable<RecordBatch> Read(IReadOnlyList<string>? columns = null, IReadOnlyList<ColumnRange>? ranges = null)
    {
        var chosen = columns is null ? All() : [.. columns.Select(Choose)];
        var wanted = (ranges ?? []).Select(range => (Range: range, Column: Choose(range.Column))).ToList();
        bool MayHold(RowGroupMetaData group) => wanted.TrueForAll(want => RowGroupFilter.MayHold(group, want.Range, want.Column, _place));
        return Enumerable.Range(0, RowGroupCount).Where(group => Inspect(group, MayHold)).Select(group => ReadGroup(group, chosen));
    }

    /// <summary>Lets go of the library's memory, and closes the stream unless it is left open.</summary>
    public void Dispose()
    {
        _reader?.Dispose();
        _metadata?.Dispose();
        _source.Dispose();
        _owned?.Dispose();
    }

    private ParquetFileReader OpenMetadata()
    {
        using var properties = ReaderProperties.GetDefaultReaderProperties();
        properties.EnablePageChecksumVerification();
        return new ParquetFileReader(_source, properties);
    }

    private void CheckGroups(IReadOnlyList<ParquetLeaf> leaves, long fileLength)
    {
        Int128 rows = 0;
        for (int group = 0; group < RowGroupCount; group++)
        {
            var place = _place with { RowGroup = group };
            rows += Inspect(group, metadata => FooterChecks.CheckGroup(metadata, leaves, fileLength, place));
        }
        if (rows != RowCount)
            throw ParquetThrow.Damaged(
                _place, "reading the footer", $"row groups of {rows:N0} rows together", $"{RowCount:N0} as the file declares");
    }

    private FileReader OpenReader()
    {
        using var properties = ReaderProperties.GetDefaultReaderProperties();
        properties.EnablePageChecksumVerification();
        using var arrow = ArrowReaderProperties.GetDefault();
        (arrow.UseThreads, arrow.PreBuffer) = (_threads > 1, false);
        arrow.CoerceInt96TimestampUnit = Apache.Arrow.Types.TimeUnit.Microsecond;
        long rows = Enumerable.Range(0, RowGroupCount).Select(Rows).DefaultIfEmpty(1).Max();
        arrow.BatchSize = Math.Clamp(rows, 1024, BatchRows);
        return new FileReader(_source, properties, arrow);
    }

    // The library's metadata of a row group is a bare pointer that dies with the group's reader.
    private T Inspect<T>(int group, Func<RowGroupMetaData, T> look)
    {
        using var reader = _metadata.RowGroup(group);
        return look(reader.MetaData);
    }

    private long Rows(int group) => Inspect(group, metadata => metadata.NumRows);

    // What cannot be read is thrown when it is asked for: the other columns can be read without it.
    private void AddColumns(IReadOnlyList<ParquetColumn> columns)
    {
        var fields = _reader.Schema.FieldsList;
        for (int i = 0; i < columns.Count; i++)
        {
            try
            {
                if (columns[i].Refused is { } type)
                    throw new ArrowFault(columns[i].Name, type, "", isUnsupported: true);
                _columns.Add(new ChosenColumn(columns[i].WithInstants(ArrowSchemas.FromArrow(fields[i])), columns[i]));
            }
            catch (ArrowFault fault)
            {
                _refused[columns[i].Name] = ParquetThrow.Library(_place, "reading the schema", fault);
            }
        }
    }

    private RecordBatch ReadGroup(int group, List<ChosenColumn> chosen)
    {
        var place = _place with { RowGroup = group };
        int rows = checked((int)Rows(group));
        RecordBatch Read(IReadOnlyList<ChosenColumn> columns) => GroupReader.Read(_metadata, _reader, group, columns, rows, _threads);
        try
        {
            return Native(place, "reading the row group", () => Read(chosen));
        }
        catch (ParquetFormatException error) when (error.Column is null && chosen.Count > 0)
        {
            // The library does not say which column it was.
            foreach (var column in chosen)
                Native(place with { Column = column.Source.Name }, "reading the column chunk", () => Read([column]));
            throw;
        }
    }

    private List<ChosenColumn> All() => _refused.Count == 0 ? _columns : throw Refusal(_refused.Keys.First());

    private ChosenColumn Choose(string name) => Schema.IndexOf(name) is var i and >= 0 ? _columns[i] : throw Refusal(name);

    private ParquetFormatException Refusal(string name) => _refused.TryGetValue(name, out var error)
        ? error
        : ParquetThrow.NoSuchColumn(_place with { Column = name }, Schema.Select(field => field.Name));

    private void Native(Place place, string doing, Action call) => Native(place, doing, () => { call(); return 0; });

    // The library throws what it likes; the stream's own exceptions go through as they are.
    private T Native<T>(Place place, string doing, Func<T> call) =>
        _stream.Call(call, error => error as ParquetFormatException ?? ParquetThrow.Library(place, doing, error));
}
