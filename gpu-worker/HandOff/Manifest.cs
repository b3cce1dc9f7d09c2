using System.Text.Json;
using System.Text.Json.Serialization;
using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.HandOff;

/// <summary>What the writer of a hand-off promises: <c>manifest.json</c>.</summary>
internal sealed record Manifest
{
    public const string FileName = "manifest.json";
    public const int KnownVersion = 1;

    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required int FormatVersion { get; init; }

    public required string Protocol { get; init; }

    public required int Fold { get; init; }

    public required string InputRule { get; init; }

    public required int ItemCount { get; init; }

    /// <summary>Identity of the items behind the indexes; a model serves only the dictionary it was trained with.</summary>
    public required string ItemDictionaryHash { get; init; }

    public string ItemUniverse { get; init; } = "";

    /// <summary>DSSTNE's name of the data set; null where the pipeline wrote the hand-off.</summary>
    public string? DataSet { get; init; }

    /// <summary>indicator or analog; null where nothing says that values are meant to be read.</summary>
    public string? ValueKind { get; init; }

    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <exception cref="ConfigurationException">There is none, or it is of another format.</exception>
    public static Manifest Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        RefuseNetCdf(folder);
        try
        {
            return JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(path), Json)!.Checked(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException(
                $"'{folder}' is no hand-off: it has no {FileName}. "
                    + "Name a folder written by the pipeline's stage hand-off or by generateNetCDF.",
                error);
        }
        catch (JsonException error)
        {
            throw new ConfigurationException($"{path}: {error.Message} Write the hand-off again.", error);
        }
    }

    public IEnumerable<ManifestFile> Of(string role) => Files.Where(file => file.Role == role);

    private Manifest Checked(string path)
    {
        if (FormatVersion != KnownVersion)
            throw Mismatch(path, "format_version", FormatVersion, KnownVersion);
        if (ItemCount < 1)
            throw Mismatch(path, "item_count", ItemCount, "at least 1");
        foreach (var file in Files.Where(file => Path.IsPathRooted(file.Folder) || file.Folder.Split('/', '\\').Contains("..")))
            throw Mismatch(path, "files.folder", file.Folder, "a folder inside the hand-off");
        return this;
    }

    public static ConfigurationException Mismatch(string path, string field, object found, object expected) =>
        new(
            $"{path}: field '{field}' does not fit: found {found}, expected {expected}. "
                + "The hand-off is damaged or of another run; write it again.");

    // NetCDF's classic formats begin with CDF, its fourth with HDF5's signature.
    private static void RefuseNetCdf(string path)
    {
        if (!File.Exists(path))
            return;
        var start = new byte[8];
        using var stream = File.OpenRead(path);
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        bool isNetCdf = start.AsSpan(0, read).StartsWith("CDF"u8) || (read > 3 && start[0] == 0x89 && start[1] == 'H');
        throw new ConfigurationException(isNetCdf
            ? $"'{path}' is a NetCDF file of DSSTNE. Data sets are folders of Parquet here: "
                + "write it from the text again with ./recpipeline generateNetCDF."
            : $"'{path}' is a file; a hand-off is a folder with {FileName}.");
    }
}

/// <summary>One part: a folder, its role and what its files hold together.</summary>
internal sealed record ManifestFile(string Folder, string Role, long Rows, long Nnz, int MaxRowLength, string ContentHash);
