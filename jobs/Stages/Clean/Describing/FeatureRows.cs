using System.Globalization;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;

namespace RecPipeline.Jobs.Stages.Clean.Describing;

/// <summary>
/// Writes <c>item_features</c> or <c>user_features</c>, sorted by index, then by the order of the features in the options, then by value.
/// </summary>
/// <example>Item 0 with genres "Drama|Comedy", year 1995: (0, genres, Comedy, 1), (0, genres, Drama, 1), (0, year, null, 1995).</example>
/// <param name="table">What stands before decimals, and what stands for nothing.</param>
internal sealed class FeatureRows(FieldList schema, DescriptionFile file, IReadOnlyList<Feature> features, InputTableOptions table)
{
    private const int BatchIds = 1 << 16;
    private const string NoGenres = "(no genres listed)"; // what MovieLens writes where there are none

    private readonly Func<int, string>[] _texts = [.. features.Select(feature => file.Column(feature.Name))];
    private readonly string[] _missing = [.. table.NullValues.Where(value => !TryNumber(value, out _))];
    private readonly List<int> _index = [];
    private readonly List<string?> _feature = [];
    private readonly List<string?> _value = [];
    private readonly List<float> _weight = [];

    /// <summary>What became of each feature's fields, in the order of the features.</summary>
    public IReadOnlyList<FeatureCount> Counts { get; } = [.. features.Select(feature => new FeatureCount(feature))];

    /// <summary>Writes the rows of all items or users that have ratings.</summary>
    public void Write(TableDraft draft, RawIds ids)
    {
        for (int index = 0; index < ids.Count; index++)
        {
            if (file.RowOf(ids, index) is { } row)
                for (int feature = 0; feature < features.Count; feature++)
                    Add(index, feature, row, _texts[feature](row).Trim());
            if ((index + 1) % BatchIds == 0 || index + 1 == ids.Count)
                draft.Write(Take());
        }
    }

    private void Add(int index, int feature, int row, string text)
    {
        if (text.Length == 0 || _missing.Contains(text))
            return;
        var (name, kind, count, number) = (features[feature].Name, features[feature].Kind, Counts[feature], 0f);
        if (kind == FeatureKind.Number && !TryNumber(Pointed(text), out number))
            count.AddUnread(file.Rows.Lines[row], text);
        else if (kind == FeatureKind.Number)
            Add(index, name, null, number, count);
        else
            foreach (string value in kind == FeatureKind.List ? Values(text) : [text])
                Add(index, name, value, 1, count);
    }

    private void Add(int index, string feature, string? value, float weight, FeatureCount count)
    {
        _index.Add(index);
        _feature.Add(feature);
        _value.Add(value);
        _weight.Add(weight);
        count.Add(value);
    }

    private static IEnumerable<string> Values(string text) =>
        text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(value => value != NoGenres).Distinct().Order(StringComparer.Ordinal);

    // Where a comma stands before decimals, a point would be one between thousands, and makes no number.
    private string Pointed(string text) => table.Decimal == "." ? text : text.Replace('.', ' ').Replace(',', '.');

    public static bool TryNumber(string text, out float number) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite(number);

    private RecordBatch Take()
    {
        var batch = new RecordBatch(
            schema, Columns.Int32([.. _index]), StringColumns.Of([.. _feature]), StringColumns.Of([.. _value]),
                Columns.Float32([.. _weight]));
        _index.Clear();
        _feature.Clear();
        _value.Clear();
        _weight.Clear();
        return batch;
    }
}
