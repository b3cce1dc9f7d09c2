using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Formats.Parquet;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.Models;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.HandOff;

/// <summary>Reads a hand-off part by part, row group by row group, and holds it against its manifest.</summary>
/// <remarks>Memory: what is returned, and one row group.</remarks>
internal sealed class HandOffReader(string folder)
{
    public Manifest Manifest { get; } = Manifest.Read(folder);

    public string Folder => folder;

    /// <summary>All users of a role, in the order of the manifest.</summary>
    /// <exception cref="ConfigurationException">A part is missing, differs from the manifest (the message names the field),
    /// or names a user twice.</exception>
    public HandOffRows Role(string role) => Load(Manifest.Of(role));

    /// <summary>The users of one part.</summary>
    public HandOffRows Part(ManifestFile part) => Load([part]);

    private HandOffRows Load(IEnumerable<ManifestFile> parts)
    {
        var all = new RowsBuilder(Manifest.ItemCount);
        foreach (var part in parts)
            Add(part, all);
        var rows = all.Build();
        int[] users = [.. rows.Users];
        Array.Sort(users);
        for (int i = 1; i < users.Length; i++)
            if (users[i] == users[i - 1])
                throw new ConfigurationException(
                    $"{folder}: user_index {users[i]} stands twice in one role. A user has one row; write the hand-off again.");
        return rows;
    }

    private void Add(ManifestFile part, RowsBuilder all)
    {
        var (own, manifest, hash) = (new RowsBuilder(Manifest.ItemCount), Path.Combine(folder, Manifest.FileName), default(TableHasher));
        foreach (string file in Files(part))
            foreach (var batch in Batches(file))
            {
                hash ??= new TableHasher(batch.Schema);
                hash.Add(batch);
                own.Add(batch, file);
                all.Add(batch, file);
            }
        Check(manifest, part, "rows", own.Rows, part.Rows);
        Check(manifest, part, "nnz", own.NonZeros, part.Nnz);
        Check(manifest, part, "max_row_length", own.LongestRow, part.MaxRowLength);
        if (hash is not null)
            Check(manifest, part, "content_hash", hash.Current.ToString(), part.ContentHash);
    }

    private static void Check<T>(string manifest, ManifestFile part, string field, T found, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(found, expected))
            throw Manifest.Mismatch(manifest, $"{field}' of '{part.Folder}", found!, expected!);
    }

    private string[] Files(ManifestFile part)
    {
        string path = Path.Combine(folder, part.Folder);
        if (!Directory.Exists(path))
            throw new ConfigurationException(
                $"{folder}: part '{part.Folder}' of the manifest is missing. Copy or write the hand-off again.");
        string[] files = Directory.GetFiles(path, "*.parquet");
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length > 0
            ? files
            : throw new ConfigurationException($"{folder}: part '{part.Folder}' has no Parquet file. Copy or write the hand-off again.");
    }

    private static IEnumerable<RecordBatch> Batches(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = new ParquetReader(stream, file);
        foreach (var batch in reader.Read())
            yield return batch;
    }
}

/// <summary>Users of a role with their rows.</summary>
/// <param name="Users">user_index of each row.</param>
/// <param name="Input">[rows × items] what the network reads.</param>
/// <param name="Targets">[rows × items] what it should find; empty rows outside of validation.</param>
/// <param name="Seen">[rows × items] more items to hide.</param>
internal sealed record HandOffRows(int[] Users, SparseMatrix Input, SparseMatrix Targets, SparseMatrix Seen);
