using System.Text.Json;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Formats.Parquet;
using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.Models;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.HandOff;

/// <summary>
/// Writes a hand-off with one role and one part, as generateNetCDF does. The folder appears under its name when it is whole.
/// </summary>
internal static class HandOffWriter
{
    private const string Part = "role=train/part=000";

    private static readonly FieldList Schema = FieldList.Of(
        new("user_index", DataType.Int32), new("items", DataType.List(DataType.Int32)), new("values", DataType.List(DataType.Float32)),
        new("targets", DataType.List(DataType.Int32)), new("seen", DataType.List(DataType.Int32)));

    /// <param name="folder">Replaced where it is a hand-off already.</param>
    /// <param name="manifest">All but the files.</param>
    /// <param name="users">user_index of each row.</param>
    /// <param name="rows">[users × items].</param>
    public static void Write(string folder, Manifest manifest, int[] users, SparseMatrix rows)
    {
        var batch = Batch(users, rows);
        var hash = new TableHasher(Schema);
        hash.Add(batch);
        int longest = Enumerable.Range(0, rows.Rows).Select(rows.RowCount).DefaultIfEmpty().Max();
        var file = new ManifestFile(Part, "train", rows.Rows, rows.Count, longest, hash.Current.ToString());
        WholeFolder.Write(folder, Manifest.FileName, temporary =>
        {
            Directory.CreateDirectory(Path.Combine(temporary, Part));
            using (var stream = File.Create(Path.Combine(temporary, Part, "part-00000.parquet")))
            using (var writer = new ParquetWriter(stream, Schema))
            {
                writer.Write(batch);
                writer.Close();
            }
            File.WriteAllBytes(
                Path.Combine(temporary, Manifest.FileName),
                JsonSerializer.SerializeToUtf8Bytes(manifest with { Files = [file] }, Manifest.Json));
        });
    }

    private static RecordBatch Batch(int[] users, SparseMatrix rows)
    {
        ListColumn Lists(int[] offsets, Column elements) => new(DataType.List(elements.Type), offsets, elements);
        var (offsets, none) = (rows.Offsets.ToArray(), new int[users.Length + 1]);
        return new RecordBatch(
            Schema, new Column<int>(DataType.Int32, users), Lists(offsets, new Column<int>(DataType.Int32, rows.Indices.ToArray())),
            Lists(offsets, new Column<float>(DataType.Float32, rows.Values.ToArray())),
            Lists(none, new Column<int>(DataType.Int32, Array.Empty<int>())),
            Lists(none, new Column<int>(DataType.Int32, Array.Empty<int>())));
    }
}
