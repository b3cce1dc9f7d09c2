using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Reading;
using RecPipeline.Formats.Parquet.Schemas;

namespace RecPipeline.Formats.Parquet;

/// <summary>Reads a Parquet file row group by row group.</summary>
/// <remarks>
/// Opening reads the footer only; reading touches the bytes of the wanted columns only. Damaged files and what is not supported end in a
/// <see cref="ParquetFormatException"/>, and no number that a file declares is believed before its bytes are seen. docs/formats.md lists what is read.
/// </remarks>
public sealed class ParquetReader : IDisposable
{
    private readonly Stream _stream;
    private readonly Place _place;
    private readonly FileMetadata _file;
    private readonly IReadOnlyList<SchemaNode> _leaves;
    private readonly List<ColumnPlan> _plans = [];
    private readonly Dictionary<string, ParquetFormatException> _refused = [];

    /// <summary>Opens a file.</summary>
    /// <param name="stream">A stream that can seek. It is not closed here.</param>
    /// <param name="name">The file's name for messages.</param>
    /// <exception cref="ParquetFormatException">The file is no Parquet file, or its footer is damaged.</exception>
    public ParquetReader(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _place) = (stream, new Place(name));
        _file = Footer.Read(stream, _place);
        (var columns, _leaves) = SchemaTree.Build(_file.Schema, _place);
        FooterChecks.Check(_file, _leaves, _place);
        foreach (var column in columns)
            AddPlan(column);
        Schema = new FieldList([.. _plans.Select(plan => plan.Field)]);
    }

    /// <summary>The columns that can be read, in the file's order.</summary>
    public FieldList Schema { get; }

    /// <summary>The columns that cannot be read, each with the reason. Asking for one, or for all columns, throws.</summary>
    public IReadOnlyDictionary<string, string> UnsupportedColumns => _refused.ToDictionary(pair => pair.Key, pair => pair.Value.Message);

    public int RowGroupCount => _file.RowGroups.Count;

    public long RowCount => _file.RowCount;

    /// <summary>The program that wrote the file, as it names itself.</summary>
    public string CreatedBy => _file.CreatedBy;

    /// <summary>Key-value metadata; of keys that occur twice the last one counts.</summary>
    public IReadOnlyDictionary<string, string?> KeyValues => _file.KeyValues.GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);

    /// <summary>Reads the file, one batch for each row group.</summary>
    /// <param name="columns">Names of columns in the order wanted, or null for all.</param>
    /// <param name="ranges">Row groups whose statistics rule out any of these are left out; rows of the others are not chosen among.</param>
    /// <param name="threads">How many columns of a row group are decoded at a time.</param>
    public IEnumerable<RecordBatch> Read(IReadOnlyList<string>? columns = null, IReadOnlyList<ColumnRange>? ranges = null, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var plans = Choose(columns);
        var schema = new FieldList([.. plans.Select(plan => plan.Field)]);
        var filter = new RowGroupFilter(_file, [.. (ranges ?? []).Select(range => (range, Plan(range.Column)))], _place);
        return Enumerable.Range(0, RowGroupCount).Where(filter.MayHold)
            .Select(group => RowGroupReader.Read(_stream, _file.RowGroups[group], schema, plans, threads, _place with { RowGroup = group }));
    }

    /// <summary>Does nothing: the stream is the caller's.</summary>
    public void Dispose()
    {
    }

    private void AddPlan(SchemaNode column)
    {
        try
        {
            _plans.Add(SchemaMapping.Map(column, _place));
        }
        catch (ParquetFormatException error)
        {
            // Thrown when the column is asked for: the others can be read without it.
            _refused[column.Name] = error;
        }
    }

    private List<ColumnPlan> Choose(IReadOnlyList<string>? columns)
    {
        if (columns is null)
            return _refused.Count == 0 ? _plans : throw Refusal(_refused.Keys.First());
        return [.. columns.Select(Plan)];
    }

    private ColumnPlan Plan(string name) => Schema.IndexOf(name) is var i and >= 0 ? _plans[i] : throw Refusal(name);

    private ParquetFormatException Refusal(string name) => _refused.TryGetValue(name, out var error)
        ? error
        : ParquetThrow.NoSuchColumn(_place with { Column = name }, Schema.Select(field => field.Name));
}
