using RecPipeline.Jobs.Configuration;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Jobs.Inputs;

/// <summary>Inputs of a Spark run that executors cannot read as this process does.</summary>
internal static class DriverInput
{
    // Spark unpacks by the name alone.
    private static readonly string[] CodecNames = [".gz", ".bz2", ".deflate", ".lz4", ".snappy", ".zst", ".zstd"];

    /// <summary>Why the files must be read on the driver; null where executors can read them.</summary>
    public static string? Reason(InputParts parts) =>
        parts.Files.Paths.Zip(parts.Kinds, Reason).FirstOrDefault(reason => reason is not null);

    /// <summary>Places of the files that Spark unpacks.</summary>
    public static int[] Packed(InputParts parts) =>
        [.. Enumerable.Range(0, parts.Kinds.Count).Where(at => parts.Kinds[at].Outer.IsPacked())];

    /// <summary>Reads the files as the local engine does, which ends with the local engine's error where they are at fault.</summary>
    /// <exception cref="UsageException">A packed file is damaged or too large.</exception>
    /// <exception cref="CsvFormatException">A line is too long.</exception>
    public static void Diagnose(PipelineOptions options, InputParts parts, CsvLayout layout, CancellationToken cancellation)
    {
        foreach (string path in layout.Form == RatingsForm.SparkTable ? [] : parts.Files.Paths)
        {
            using var stream = RatingsText.Open(path, layout, options.Input.MaxExpandedBytes);
            foreach (var chunk in RatingsCsv.Read(stream, path, layout.Records, options.EffectiveThreads, cancellation))
                chunk.Dispose();
        }
    }

    private static string? Reason(string path, (InputKind Outer, InputKind Inner) kind)
    {
        string name = Path.GetFileName(path);
        if (Pipes.IsPipe(path))
            return $"'{path}' can be read by this process alone";
        if (name[0] is '_' or '.')
            return $"Spark passes over '{path}', as over all names that begin with '_' or '.'";
        if (kind.Outer.IsPacked())
            return kind.Outer == InputKind.Gzip && name.EndsWith(".gz", StringComparison.Ordinal)
                ? null
                : $"'{path}' holds {kind.Outer.Words()}; executors unpack gzip in files named .gz alone";
        return CodecNames.Any(codec => name.EndsWith(codec, StringComparison.OrdinalIgnoreCase))
            ? $"'{path}' is not packed, but Spark would unpack it because of its name"
            : null;
    }
}
