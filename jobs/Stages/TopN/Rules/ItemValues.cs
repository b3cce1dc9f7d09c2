using System.Globalization;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.TopN.Rules;

/// <summary>The features of items by name: genres and year of the table <c>items</c>, and all of <c>item_features</c>.</summary>
internal sealed class ItemValues
{
    private readonly Dictionary<string, List<FeatureCell>> _cells = [];

    public IEnumerable<string> Names => _cells.Keys;

    /// <summary>Values in order of items; null for a feature that no item has.</summary>
    public IReadOnlyList<FeatureCell>? Of(string feature) => _cells.GetValueOrDefault(feature);

    /// <summary>
    /// The values of some features as sets by item: names such as <c>genres=Comedy</c>, and their places, ascending by item.
    /// </summary>
    /// <param name="features">Known ones.</param>
    /// <param name="items">Size of the catalogue.</param>
    public (string[] Names, int[] Offsets, int[] Places) Sets(IReadOnlyList<string> features, int items)
    {
        var (names, places) = (new List<string>(), new List<int>[items]);
        foreach (string feature in features)
            foreach (var value in _cells[feature].GroupBy(cell => cell.Text).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                foreach (int item in value.Select(cell => cell.Item).Distinct())
                    (places[item] ??= []).Add(names.Count);
                names.Add($"{feature}={value.Key}");
            }
        var offsets = new int[items + 1];
        for (int item = 0; item < items; item++)
            offsets[item + 1] = offsets[item] + (places[item]?.Count ?? 0);
        return ([.. names], offsets, [.. places.SelectMany(each => each ?? [])]);
    }

    public static ItemValues Read(StageContext context)
    {
        var values = new ItemValues();
        values.AddItems(context.Load("items", "genres", "year"));
        var (own, catalog) = (values.Names.ToHashSet(), context.Run.Catalog);
        if (catalog.FindContract("item_features")?.Key == catalog.FindContract("ratings")?.Key) // else an earlier run's, of other options
            values.AddFeatures(context.Load("item_features"), own);
        return values;
    }

    private void AddItems(Table items)
    {
        var (genres, year) = (items.Lists("genres"), (Column<int>)items.Batch["year"]);
        var names = (StringColumn)genres.Elements;
        for (int item = 0; item < items.Rows; item++)
        {
            for (int at = genres.Offsets[item]; at < genres.Offsets[item + 1]; at++)
                Add("genres", item, names.Text(at)!, double.NaN);
            if (!year.IsNull(item))
                Add("year", item, year.Values[item]);
        }
    }

    private void AddFeatures(Table rows, HashSet<string> known)
    {
        var (items, features, values, weights) = (rows.Array<int>("item_index"), rows.Strings("feature"), rows.Strings("value"),
            rows.Array<float>("weight"));
        for (int row = 0; row < rows.Rows; row++)
        {
            string name = features.Text(row)!;
            if (known.Contains(name))
                continue;
            if (values.IsNull(row))
                Add(name, items[row], weights[row]);
            else
                Add(name, items[row], values.Text(row)!, double.NaN);
        }
    }

    private void Add(string feature, int item, double number) =>
        Add(feature, item, ((float)number).ToString(CultureInfo.InvariantCulture), number);

    private void Add(string feature, int item, string text, double number)
    {
        if (!_cells.TryGetValue(feature, out var cells))
            _cells.Add(feature, cells = []);
        cells.Add(new FeatureCell(item, text, number));
    }
}
