using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs.Cleaning;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>The lines of the ratings files as Spark reads them, each with its block (<see cref="BlockPlaces"/>).</summary>
internal static class FileLines
{
    /// <summary>Column line and block, or for tables of typed rows the columns of a rating and block.</summary>
    public static DataFrame Read(StageContext context, InputFiles files, CsvLayout layout) => layout.Form switch
    {
        RatingsForm.SparkTable => Table(SparkTable.Of(context.Options.Input), files, layout.RatingNames),
        RatingsForm.Parquet => Parquet(context, files, layout.RatingNames),
        _ => Lines(context, files),
    };

    /// <summary>The columns of a rating that folders of each file's path name; empty where none does.</summary>
    public static IReadOnlyList<Dictionary<string, string?>> Constants(InputFiles files, CsvLayout layout)
    {
        if (layout.Form is not (RatingsForm.Parquet or RatingsForm.Delimited))
            return [];
        var wanted = Wanted(layout.RatingNames).ToHashSet();
        Dictionary<string, string?>[] all = [
            .. files.Paths.Select(path => ParquetRatings.Partitions(path).Where(each => wanted.Contains(each.Key)).ToDictionary())];
        return all.Any(each => each.Count > 0) ? all : [];
    }

    // Lines end at LF alone, as on the local engine; the bytes are judged, so no decoding may come before.
    private static DataFrame Lines(StageContext context, InputFiles files)
    {
        var lines = context.Spark.Read().Format("text").Option("lineSep", "\n").Option("recursiveFileLookup", true).Load(Paths(files));
        return lines.Select(Col("value").Cast("binary").Alias("line"), Block(lines, files));
    }

    // Columns that the files lack are in their paths, which executors are told; Spark's own guess of them would have a type.
    private static DataFrame Parquet(StageContext context, InputFiles files, RatingNames names)
    {
        var (rows, schema) = (context.Spark.Read().Format("parquet").Option("recursiveFileLookup", true).Load(Paths(files)),
            ParquetRatings.Schema(files.Paths[0]));
        return rows.Select([.. Wanted(names).Where(name => schema.IndexOf(name) >= 0).Select(Quoted), Block(rows, files)]);
    }

    // A table that lies in no files counts by the partitions in which it came. Read again it might come in another order, so its rows are
    // kept.
    private static DataFrame Table(SparkTable table, InputFiles files, RatingNames names)
    {
        var block = table.Files.Count > 0 ? Block(table.Frame, files) : Expr("CAST(spark_partition_id() AS BIGINT)").Alias("block");
        return table.Frame.Select([.. Wanted(names).Select(Quoted), block]).Persist(StorageLevel.MemoryAndDisk);
    }

    private static IEnumerable<string> Wanted(RatingNames names) => RowRecords.Wanted(names).Select(each => each.Name).Distinct();

    private static Column Quoted(string name) => Expr($"`{name.Replace("`", "``", StringComparison.Ordinal)}`");

    private static string[] Paths(InputFiles files) => [.. files.Paths.Select(path => Escaped(Addresses.SparkPath(path)))];

    private static Column Block(DataFrame rows, InputFiles files)
    {
        var places = Places(rows, files);
        var start = CallFunction("input_file_block_start");
        return (places.Length == 1 ? start : (File(places) * BlockPlaces.FileStep) + start).Alias("block");
    }

    /// <summary>A path in the words of a Hadoop pattern, which Spark takes every path for.</summary>
    internal static string Escaped(string path) =>
        string.Concat(path.Select(letter => "{}[]*?\\".Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : letter.ToString()));

    // What input_file_name() says for each of our files: an address with % for unusual characters.
    private static string[] Places(DataFrame lines, InputFiles files)
    {
        var names = lines.InputFiles().ToDictionary(name => Addresses.SparkPath(Uri.UnescapeDataString(name)), StringComparer.Ordinal);
        return [.. files.Paths.Select(path => names.GetValueOrDefault(Addresses.SparkPath(path)) ?? throw new UsageException(
            $"Cleaning '{files.Words}': Spark does not read '{path}'. It passes over names that begin with '_' or '.': rename the file. "
                + "If it was moved just now, run again."))];
    }

    // Names are long and alike, and every line is asked for its file: numbers compare faster.
    private static Column File(string[] places) =>
        CallFunction("array_position", CallFunction("array", [.. places.Select(place => CallFunction("xxhash64", Lit(place)))]),
            CallFunction("xxhash64", CallFunction("input_file_name"))) - 1;
}
