namespace RecPipeline.Jobs.Tables;

/// <summary>
/// Copies of a store's files on this machine's disk, for programs that read them themselves. A copy appears under its name when it is
/// whole.
/// </summary>
internal static class LocalCopy
{
    /// <summary>Writes a stream into a file, over what is there.</summary>
    public static void Write(Stream source, string to)
    {
        using var target = File.Create(to);
        source.CopyTo(target);
    }

    /// <summary>Appends a file of this machine to a stream.</summary>
    public static void Read(string from, Stream target)
    {
        using var source = File.OpenRead(from);
        source.CopyTo(target);
    }

    public static void OfFile(ITableStore store, string path, string to)
    {
        string temporary = to + ITableStore.TemporarySuffix;
        store.CopyOut(path, temporary);
        File.Move(temporary, to, overwrite: true);
    }

    /// <summary>A copy that is there already is left as it is.</summary>
    public static void OfFolder(ITableStore store, string folder, string to)
    {
        if (Directory.Exists(to))
            return;
        string temporary = to + ITableStore.TemporarySuffix;
        if (Directory.Exists(temporary))
            Directory.Delete(temporary, recursive: true);
        Fill(store, folder, temporary);
        Directory.Move(temporary, to);
    }

    private static void Fill(ITableStore store, string folder, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string name in store.List(folder))
            if (name.EndsWith('/'))
                Fill(store, $"{folder}/{name.TrimEnd('/')}", Path.Combine(to, name.TrimEnd('/')));
            else
                store.CopyOut($"{folder}/{name}", Path.Combine(to, name));
    }
}
