using RecPipeline.Jobs.Configuration;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Configuration;

/// <summary>The words of <c>input.format</c>.</summary>
internal static class InputFormats
{
    public const string Auto = "auto";
    public const string Csv = "csv";
    public const string Json = "json";
    public const string Parquet = "parquet";

    /// <summary>Readers of Spark that take no path: input.ratings names a table.</summary>
    public const string Jdbc = "jdbc";
    public const string Table = "table";

    /// <summary>True for the forms that this program reads itself, on both engines.</summary>
    public static bool IsOurs(string format) => format is Auto or Csv or Json or Parquet;

    /// <summary>True where Spark's own reader reads the ratings: a name that is none of ours, or options for it.</summary>
    public static bool IsSparkTable(InputOptions input) => !IsOurs(input.Format) || input.Options.Count > 0;

    /// <summary>The form that a layout's ratings have under a format that is not auto.</summary>
    public static RatingsForm FormOf(InputOptions input, CsvLayout layout) => input.Format switch
    {
        _ when IsSparkTable(input) => RatingsForm.SparkTable,
        Json => RatingsForm.JsonLines,
        Parquet => RatingsForm.Parquet,
        _ => layout.Form,
    };

    /// <summary>What is wrong with input.format and input.options, in sentences.</summary>
    public static IEnumerable<string> Mistakes(InputOptions input, string engine)
    {
        if (input.Format.Length == 0)
            yield return "input.format is empty; name csv, json, parquet, a reader of Spark, or auto.";
        else if (!IsOurs(input.Format) && engine != "spark")
            yield return $"input.format is '{input.Format}', which needs --engine spark: it is the name of a reader of Spark. "
                + "The local engine reads csv, json and parquet.";
        else if (input.Options.Count > 0 && engine != "spark")
            yield return "input.options go to a reader of Spark, which needs --engine spark. Leave them out, or add it.";
        else if (input.Options.Count > 0 && input.Format == Auto)
            yield return "input.options go to a reader of Spark; name it by input.format, such as orc, csv or jdbc.";
        if (input.Format == Jdbc && !input.Options.ContainsKey("url"))
            yield return "input.format is jdbc, but input.options lacks url, such as jdbc:postgresql://host/database.";
        if (input is { Layout: "netflix", Table.TimestampUnit: not "seconds" })
            yield return $"input.table.timestampUnit is {input.Table.TimestampUnit}, but a Netflix file has dates; leave it out.";
        if (!IsOurs(input.Format) && input.Layout == "netflix")
            yield return $"input.layout netflix is a text file of headings and rows; input.format {input.Format} reads tables. "
                + "Leave one of them out.";
    }
}
