using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Configuration;

/// <summary>The form of the input files, from the options that describe it.</summary>
internal static class InputLayout
{
    /// <summary>
    /// The layout with the form of the ratings. No file is looked at: auto, which a run finds out before its first stage, counts as
    /// MovieLens here.
    /// </summary>
    public static CsvLayout Of(PipelineOptions options)
    {
        var layout = Named(options, options.Input.Layout == InputFormats.Auto ? CsvLayouts.MovieLens.Name : options.Input.Layout);
        return layout with { Form = InputFormats.FormOf(options.Input, layout) };
    }

    /// <summary>A layout by name, with ids as the options have them.</summary>
    public static CsvLayout Named(PipelineOptions options, string name)
    {
        var layout = name == "table" ? Table(options.Input.Table) : CsvLayouts.Named(name);
        return layout with { UserIds = Type(options.Clean.IdType.User), ItemIds = Type(options.Clean.IdType.Item),
            MaxRecordBytes = options.Input.MaxLineBytes, Forms = InputForms.Of(options.Input.Table) };
    }

    private static IdType Type(string word) => word == "string" ? IdType.String : IdType.Int64;

    private static CsvLayout Table(InputTableOptions table) => new(
        "table",
        new CsvTable(Format(table, table.Columns), table.Columns),
        new RatingNames(table.User, table.Item, table.Rating.Length == 0 ? null : table.Rating,
            table.Timestamp.Length == 0 ? null : table.Timestamp),
        new CsvTable(Format(table, table.ItemColumns), table.ItemColumns),
        new Ratings.Layouts.ItemNames(Or(table.ItemsItem, table.Item), table.Title, table.Genres.Length == 0 ? null : table.Genres))
    {
        Users = new CsvTable(Format(table, table.UserColumns), table.UserColumns),
        UsersUser = Or(table.UsersUser, table.User),
    };

    private static string Or(string name, string usual) => name.Length > 0 ? name : usual;

    private static CsvFormat Format(InputTableOptions table, string[] columns) => CsvFormat.Of(
        EscapedText.Read(table.Separator), hasHeader: columns.Length == 0, table.Quotes, Encoding(table.Encoding));

    private static TextEncoding Encoding(string word) => word switch
    {
        "latin-1" => TextEncoding.Latin1,
        "auto" => TextEncoding.Utf8OrLatin1,
        _ => TextEncoding.Utf8,
    };
}
