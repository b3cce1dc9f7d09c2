using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Prediction;

/// <summary>Parquet files of what was predicted, in the partitions of the hand-off.</summary>
internal sealed class ListTable : IDisposable
{
    /// <summary>
    /// Stands in every finished folder and says which model made it; readers of partitioned folders pass over what begins with _.
    /// </summary>
    public const string Mark = "_prediction.json";

    public static readonly FieldList Lists = FieldList.Of(
        new("user_index", DataType.Int32), new("rank", DataType.Int32), new("item_index", DataType.Int32), new("score", DataType.Float32));

    public static readonly FieldList Embeddings = FieldList.Of(
        new("user_index", DataType.Int32), new("features", DataType.List(DataType.Float32)));

    private readonly FileStream _stream;
    private readonly ParquetWriter _writer;
    private readonly FieldList _schema;

    public ListTable(string folder, string partition, FieldList schema)
    {
        string path = Path.Combine(folder, partition, "part-00000.parquet");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        (_schema, _stream) = (schema, File.Create(path));
        _writer = new ParquetWriter(_stream, schema);
    }

    public void Write(ReadOnlySpan<int> users, TopLists lists)
    {
        var (userColumn, ranks) = (new int[lists.Items.Length], new int[lists.Items.Length]);
        for (int row = 0; row < users.Length; row++)
            for (int at = lists.Offsets[row]; at < lists.Offsets[row + 1]; at++)
                (userColumn[at], ranks[at]) = (users[row], at - lists.Offsets[row] + 1);
        var scores = new Column<float>(DataType.Float32, lists.Scores);
        _writer.Write(new RecordBatch(_schema, Int32(userColumn), Int32(ranks), Int32(lists.Items), scores));
    }

    public void Write(ReadOnlySpan<int> users, float[] features)
    {
        int units = features.Length / users.Length;
        int[] offsets = [.. Enumerable.Range(0, users.Length + 1).Select(row => row * units)];
        var lists = new ListColumn(DataType.List(DataType.Float32), offsets, new Column<float>(DataType.Float32, features));
        _writer.Write(new RecordBatch(_schema, Int32(users.ToArray()), lists));
    }

    /// <summary>Finishes the file; without it the file has no footer.</summary>
    public void Close() => _writer.Close();

    public void Dispose()
    {
        _writer.Dispose();
        _stream.Dispose();
    }

    private static Column<int> Int32(int[] values) => new(DataType.Int32, values);
}
