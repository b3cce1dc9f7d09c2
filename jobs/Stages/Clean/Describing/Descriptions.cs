using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;
using RecPipeline.Models;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Descriptions;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Jobs.Stages.Clean.Describing;

/// <summary>What the items and users files say: read before the ratings, accounted for after them.</summary>
/// <remarks>On Spark they pass through the driver, as they are small beside the ratings.</remarks>
internal sealed class Descriptions
{
    private readonly StageContext _context;
    private readonly CsvLayout _layout;
    private readonly DescriptionFile? _users;

    /// <summary>Reads both files, as far as they are given; their bad rows go to <paramref name="reject"/>.</summary>
    public Descriptions(StageContext context, CsvLayout layout, Action<BadRow> reject)
    {
        (_context, _layout) = (context, layout);
        var input = context.Options.Input;
        Items = input.Items.Length == 0 ? null : ReadItems(input.Items, FeatureChoice.OfItems(context.Options));
        _users = input.Users.Length == 0 ? null : ReadUsers(input.Users, FeatureChoice.OfUsers(context.Options));
        foreach (var bad in new[] { Items?.Rows, _users?.Rows }.OfType<DescriptionsTable>().SelectMany(rows => rows.BadRows))
            reject(bad);
    }

    /// <summary>Null where there is no items file.</summary>
    public ItemsFile? Items { get; }

    /// <summary>What to say to ratings of items that the items file does not name; empty where there are none.</summary>
    public string Advice(RowAccount account) => Items is { } items && account.Rejected.GetValueOrDefault(RejectReason.UnknownItem) is > 0
        ? UnknownItems.Advice(items, _context.Options.Input) : "";

    /// <summary>
    /// Writes the tables of features, and tells what became of the files' rows: in the contracts, the log and the warnings of the run.
    /// </summary>
    /// <param name="account">Of the ratings.</param>
    /// <param name="users">Of the run.</param>
    /// <param name="items">Of the run.</param>
    /// <param name="rated">Those of them that have ratings.</param>
    public void Finish(RowAccount account, RawIds users, RawIds items, RawIds rated)
    {
        Finish("items", Items, FeatureChoice.OfItems(_context.Options), items, "item_features", Schemas.ItemFeatures, rated);
        WarnOfUnknown(account.Rejected.GetValueOrDefault(RejectReason.UnknownItem));
        Finish("users", _users, FeatureChoice.OfUsers(_context.Options), users, "user_features", Schemas.UserFeatures);
    }

    private void WarnOfUnknown(long ratings)
    {
        if (ratings > 0 && Items?.Rows.BadRows.Any(bad => bad.Fault != RowFault.Blank) == true)
            _context.Warn(
                $"rejected as unknownItem: {ratings:N0} of the ratings. Not all of the items file could be read, "
                + "so the fault may be the items file's.");
    }

    private ItemsFile ReadItems(string path, IReadOnlyList<Feature> features)
    {
        string[] names = [.. features.Select(feature => feature.Name)];
        var (needed, implied) = (names.Where(name => !IsImplied(name)).ToArray(), names.Where(IsImplied).ToArray());
        using var stream = RawFile.Open(path, _context.Options.Input.MaxExpandedBytes);
        return new ItemsFile(path, ItemsCsv.Read(stream, path, _layout, needed, implied, _context.Cancellation));
    }

    // Known without a column of that name.
    private bool IsImplied(string feature) =>
        feature == Feature.Genres
            ? FeatureChoice.HasGenres(_layout.ItemNames)
            : feature == Feature.Year && _layout.ItemNames.Title.Length > 0;

    private DescriptionFile ReadUsers(string path, IReadOnlyList<Feature> features)
    {
        using var stream = RawFile.Open(path, _context.Options.Input.MaxExpandedBytes);
        string[] names = [.. features.Select(feature => feature.Name)];
        var form = new DescriptionForm(_layout.Users, _layout.UserIds, _layout.UsersUser, names) { MaxRecordBytes = _layout.MaxRecordBytes,
            Role = "user" };
        var rows = DescriptionsCsv.Read(stream, path, form, _context.Cancellation);
        if (features.Count == 0)
            throw NoFeatures(path, rows.Columns.Where(name => name != _layout.UsersUser));
        return new DescriptionFile(path, rows);
    }

    private UsageException NoFeatures(string path, IEnumerable<string> columns) => new(
        $"input.users is '{path}', but no feature is named, and layout {_layout.Name} has none of its own. "
        + $"Set input.features.users to some of its columns: {string.Join(", ", columns.Select(ShownText.Escaped))}.");

    private void Finish(string kind, DescriptionFile? file, IReadOnlyList<Feature> features, RawIds ids, string table, FieldList schema,
        RawIds? rated = null)
    {
        if (file is null)
            return;
        var rows = new FeatureRows(schema, file, features, _context.Options.Input.Table);
        if (features.Count > 0)
            rows.Write(_context.Draft(table, schema), ids);
        var facts = DescriptionAccount.Of(file, rated ?? ids, [.. rows.Counts.Select(count => count.Facts)]);
        _context.Properties[$"{kind}_account"] = facts.ToJson();
        new DescriptionWords(kind, facts, _context.Options.Input).Tell(_context, file, rated ?? ids);
        foreach (var count in rows.Counts)
            if (count.Warning is { } warning)
                _context.Warn($"{kind}: {warning}");
    }
}
