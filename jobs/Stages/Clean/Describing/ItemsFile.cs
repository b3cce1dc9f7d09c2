using RecPipeline.Jobs.Configuration;
using System.Globalization;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Descriptions;

namespace RecPipeline.Jobs.Stages.Clean.Describing;

/// <summary>The items file: titles and genres by raw id, and the columns that are features.</summary>
internal sealed class ItemsFile(string path, ItemsTable table) : DescriptionFile(path, table.Rows)
{
    public ItemsTable Table { get; } = table;

    /// <summary>Genres are the layout's, and a year that is no column of the file is that of the title.</summary>
    public override Func<int, string> Column(string name) => name switch
    {
        Feature.Genres when !Rows.Texts.ContainsKey(name) => row => Table.Genres[row],
        Feature.Year when !Rows.Texts.ContainsKey(name) => row => YearText(Table.Titles[row]),
        _ => base.Column(name),
    };

    private static string YearText(string title) => MovieTitle.Parse(title).Year?.ToString(CultureInfo.InvariantCulture) ?? "";
}
