using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs.Cleaning;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>The lines of the ratings files as Spark reads them, each with its block (<see cref="BlockPlaces"/>).</summary>
internal static class FileLines
{
    // Lines end at LF alone, as on the local engine; the bytes are judged, so no decoding may come before.
    public static DataFrame Read(StageContext context, InputFiles files)
    {
        var lines = context.Spark.Read().Format("text").Option("lineSep", "\n").Option("recursiveFileLookup", true).Load([.. files.Paths.Select(path => Escaped(Stores.SparkPath(path)))]);
        var places = Places(lines, files);
        var start = CallFunction("input_file_block_start");
        return lines.Select(Col("value").Cast("binary").Alias("line"), (places.Length == 1 ? start : (File(places) * BlockPlaces.FileStep) + start).Alias("block"));
    }

    /// <summary>A path in the words of a Hadoop pattern, which Spark takes every path for.</summary>
    internal static string Escaped(string path) => string.Concat(path.Select(letter => "{}[]*?\\".Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : letter.ToString()));

    // What input_file_name() says for each of our files: an address with % for unusual characters.
    private static string[] Places(DataFrame lines, InputFiles files)
    {
        var names = lines.InputFiles().ToDictionary(name => Stores.SparkPath(Uri.UnescapeDataString(name)), StringComparer.Ordinal);
        return [.. files.Paths.Select(path => names.GetValueOrDefault(Stores.SparkPath(path)) ?? throw new UsageException(
            $"Cleaning '{files.Words}': Spark does not read '{path}'. It passes over names that begin with '_' or '.': rename the file. If it was moved just now, run again."))];
    }

    // Names are long and alike, and every line is asked for its file: numbers compare faster.
    private static Column File(string[] places) =>
        CallFunction("array_position", CallFunction("array", [.. places.Select(place => CallFunction("xxhash64", Lit(place)))]), CallFunction("xxhash64", CallFunction("input_file_name"))) - 1;
}
