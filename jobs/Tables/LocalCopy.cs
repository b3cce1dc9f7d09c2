namespace RecPipeline.Jobs.Tables;

/// <summary>Copies of a store's files on this machine's disk, for programs that read them themselves. A copy appears under its name when it is whole.</summary>
internal static class LocalCopy
{
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
