using System.Text;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Models.Cleaning;
using RecPipeline.Models;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Descriptions;

namespace RecPipeline.Jobs.Stages.Clean.Describing;

/// <summary>A file that describes items or users, found by raw id. Where it names an id twice, its first line counts.</summary>
internal class DescriptionFile
{
    private readonly Dictionary<long, int> _rowOfNumber = [];
    private readonly List<int> _rowOfText = [];
    private readonly DescriptionsTable _rows;

    /// <param name="path">As the user named it.</param>
    public DescriptionFile(string path, DescriptionsTable rows)
    {
        (Path, _rows) = (path, rows);
        for (int row = 0; row < rows.Count; row++)
            if (!TryAdd(row))
                Repeated = Repeated is { } first
                    ? first with { Rows = first.Rows + 1 }
                    : new PlacedRows(1, rows.Lines[row], Earlier(rows.IdText(row)));
        Numbers = new IdSet(rows.Ids);
    }

    public string Path { get; }

    public DescriptionsTable Rows => _rows;

    /// <summary>Rows whose id an earlier row has; null where there are none.</summary>
    public PlacedRows? Repeated { get; }

    /// <summary>Its ids where they are numbers.</summary>
    public IdSet Numbers { get; }

    /// <summary>Its ids where they are texts.</summary>
    public TextIds Texts { get; } = new();

    /// <summary>The row that describes an item or user, or null where the file does not name it.</summary>
    public int? RowOf(RawIds ids, int index)
    {
        if (!ids.AreTexts)
            return _rowOfNumber.TryGetValue(ids.Numbers[index], out int row) ? row : null;
        return Texts.Find(ids.Texts[index]) is >= 0 and var number ? _rowOfText[number] : null;
    }

    /// <summary>What a column says in a row; empty where it says nothing.</summary>
    public virtual Func<int, string> Column(string name)
    {
        string[] texts = _rows.Texts[name];
        return row => texts[row];
    }

    private static string Earlier(string id) => $"id {ShownText.Quoted(id, 60)} stands in an earlier line";

    private bool TryAdd(int row)
    {
        if (_rows.TextIds.Length == 0)
            return _rowOfNumber.TryAdd(_rows.Ids[row], row);
        bool isNew = Texts.Add(Encoding.UTF8.GetBytes(_rows.TextIds[row])) == _rowOfText.Count;
        if (isNew)
            _rowOfText.Add(row);
        return isNew;
    }
}
