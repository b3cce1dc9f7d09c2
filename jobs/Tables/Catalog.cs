using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tables;

/// <summary>Knows where every table lives. Nothing else in the program makes a path inside the output.</summary>
/// <remarks>
/// A table is a folder: <c>&lt;table&gt;/_contract.json</c> and <c>&lt;table&gt;/v-&lt;key&gt;-&lt;attempt&gt;/…</c>. Readers go through
/// the contract; replacing it is the one moment in which a new version becomes visible.
/// </remarks>
/// <param name="store">Where the tables live.</param>
/// <param name="threads">Columns that are decoded or encoded at a time; never changes a byte.</param>
/// <param name="cache">Keeps what is decoded for as long as a run needs it; without one every reading decodes.</param>
public sealed partial class Catalog(ITableStore store, int threads = 1, TableCache? cache = null)
{
    public const string LockPath = "_lock";

    public ITableStore Store => store;

    /// <summary>The contract of a table, or null when it was never written.</summary>
    public TableContract? FindContract(string table)
    {
        if (!store.List(table).Contains(TableContract.FileName))
            return null;
        string path = $"{table}/{TableContract.FileName}";
        using var stream = store.Open(path);
        return TableContract.Parse(stream, store.Describe(path));
    }

    /// <exception cref="StoreException">The table does not exist.</exception>
    public TableContract Contract(string table) => FindContract(table)
        ?? throw new StoreException($"Table '{table}' is not in '{store.Describe("")}'. Run the stage that writes it first.");

    /// <summary>True when the table's promised version is there.</summary>
    public bool IsComplete(TableContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return store.List($"{contract.Table}/{contract.Folder}").Count > 0;
    }

    /// <summary>True when every table that went into this one still has the content that it had then.</summary>
    public bool IsFresh(TableContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract.Inputs.All(input => FindContract(input.Key)?.ContentHash == input.Value);
    }

    /// <summary>Where Spark finds the files of a table's current version.</summary>
    /// <exception cref="StoreException">The table does not exist.</exception>
    public string SparkPath(string table) => SparkFolder($"{table}/{Contract(table).Folder}");

    /// <summary>A folder of the output as Spark names it.</summary>
    /// <exception cref="InvalidOperationException">Spark cannot reach this store.</exception>
    public string SparkFolder(string folder) => store.SparkPath(folder)
        ?? throw new InvalidOperationException($"Spark cannot reach '{store.Describe(folder)}'.");

    /// <summary>
    /// Where a table's current version lies on this machine, for programs beside this one that read it themselves; null where the store is
    /// elsewhere.
    /// </summary>
    public string? LocalFolder(string table) => store.LocalPath($"{table}/{Contract(table).Folder}");

    /// <summary>Copies all files of a table's current version into a folder of this machine.</summary>
    public void CopyOut(string table, string to) => LocalCopy.OfFolder(store, $"{table}/{Contract(table).Folder}", to);

    /// <summary>Copies a file of a table's current version to this machine.</summary>
    /// <returns>False where the version has no such file.</returns>
    public bool CopyOut(string table, string name, string to)
    {
        string folder = $"{table}/{Contract(table).Folder}";
        if (!store.List(folder).Contains(name))
            return false;
        LocalCopy.OfFile(store, $"{folder}/{name}", to);
        return true;
    }

    /// <summary>
    /// A folder of this machine for what such a program reads and leaves between runs, such as checkpoints: in the output, or where that is
    /// elsewhere in the folder for temporary files.
    /// </summary>
    /// <param name="stage">The stage that it is for.</param>
    /// <param name="key">Of what is made there.</param>
    /// <param name="parent">A folder to use in place of both; empty for none.</param>
    public string Scratch(string stage, string key, string parent)
    {
        if (parent.Length == 0 && store.LocalPath($"_work/{stage}-{key}") is { } inside)
            return inside;
        // Others may use the folder for outputs of their own.
        string whose = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(store.Describe(""))))[..8];
        return Path.GetFullPath(
            Path.Combine(parent.Length > 0 ? parent : Path.Combine(Path.GetTempPath(), "recpipeline"), $"{stage}-{key}-{whose}"));
    }

    /// <summary>Starts a new version of a table.</summary>
    public TableDraft Draft(string table, string key, FieldList schema, params IReadOnlyList<string> partitionBy) =>
        new(store, $"{table}/{NextVersion(table, key)}", schema, partitionBy) { Threads = threads };

    /// <summary>Makes a closed draft the table, then removes older versions.</summary>
    public void Publish(TableContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        store.Replace($"{contract.Table}/{TableContract.FileName}", contract.ToJson());
        foreach (string name in store.List(contract.Table).Where(name => IsVersion(name) && name != contract.Folder + "/"))
            store.Delete($"{contract.Table}/{name.TrimEnd('/')}");
    }

    /// <summary>
    /// Removes what killed runs left inside <see cref="ITableStore.Replace"/>. To be called by the holder of the lock only.
    /// </summary>
    /// <param name="tables">Tables whose folders are looked at, besides the folders of single files.</param>
    public void RemoveLeftovers(IEnumerable<string> tables)
    {
        foreach (string folder in tables.Prepend("report").Prepend(""))
            foreach (string name in store.List(folder).Where(name => name.EndsWith(ITableStore.TemporarySuffix, StringComparison.Ordinal)))
                store.Delete(folder.Length == 0 ? name : $"{folder}/{name}");
    }

    private static bool IsVersion(string name) => name.StartsWith("v-", StringComparison.Ordinal) && name.EndsWith('/');

    // Attempts count up: what a killed run left behind is never written into.
    private string NextVersion(string table, string key)
    {
        string prefix = $"v-{key}-";
        var attempts = store.List(table).Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => int.TryParse(name.TrimEnd('/')[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int n)
                ? n
                : 0);
        return prefix + (attempts.Append(0).Max() + 1).ToString(CultureInfo.InvariantCulture);
    }

    private IEnumerable<string> Files(string folder)
    {
        foreach (string name in store.List(folder))
        {
            if (name.EndsWith('/'))
            {
                foreach (string inner in Files($"{folder}/{name.TrimEnd('/')}"))
                    yield return inner;
            }
            else if (name.EndsWith(".parquet", StringComparison.Ordinal))
            {
                yield return $"{folder}/{name}";
            }
        }
    }
}
