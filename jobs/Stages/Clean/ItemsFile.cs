using System.Text;
using RecPipeline.Formats.Csv;
using RecPipeline.Models;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>The items file, found by raw id. Where it names an id twice, its first line counts.</summary>
internal sealed class ItemsFile
{
    private readonly Dictionary<long, int> _rowOfNumber = [];
    private readonly List<int> _rowOfText = [];

    public ItemsFile(ItemsTable table)
    {
        Table = table;
        for (int row = 0; row < table.Ids.Length; row++)
            _rowOfNumber.TryAdd(table.Ids[row], row);
        for (int row = 0; row < table.TextIds.Length; row++)
            if (Texts.Add(Encoding.UTF8.GetBytes(table.TextIds[row])) == _rowOfText.Count)
                _rowOfText.Add(row);
        Numbers = new IdSet(table.Ids);
    }

    public ItemsTable Table { get; }

    /// <summary>Its ids where they are numbers.</summary>
    public IdSet Numbers { get; }

    /// <summary>Its ids where they are texts.</summary>
    public TextIds Texts { get; } = new();

    /// <summary>The row that describes an item, or null where the file does not name it.</summary>
    public int? RowOf(RawIds ids, int item)
    {
        if (!ids.AreTexts)
            return _rowOfNumber.TryGetValue(ids.Numbers[item], out int row) ? row : null;
        return Texts.Find(ids.Texts[item]) is >= 0 and var number ? _rowOfText[number] : null;
    }
}
