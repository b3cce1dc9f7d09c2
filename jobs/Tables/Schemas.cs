using RecPipeline.Formats.Columns;

namespace RecPipeline.Jobs.Tables;

/// <summary>Columns of every table, in order. Names are snake_case; indexes are dense from 0 in order of the raw id.</summary>
/// <remarks>Raw ids are int64 here; where the run's ids are strings, <c>WithIds</c> gives the columns as they then are.</remarks>
internal static class Schemas
{
    public static readonly FieldList Ratings = FieldList.Of(
        new("user_index", DataType.Int32), new("item_index", DataType.Int32), new("rating", DataType.Float32),
            new("timestamp", DataType.Int64));

    public static readonly FieldList Rejected = FieldList.Of(
        new("file", DataType.Utf8), new("line", DataType.Int64), new("reason", DataType.Utf8), new("text", DataType.Utf8));

    public static readonly FieldList Users = FieldList.Of(new("user_index", DataType.Int32), new("user_id", DataType.Int64));

    public static readonly FieldList Items = FieldList.Of(
        new("item_index", DataType.Int32), new("item_id", DataType.Int64), new("title", DataType.Utf8, Nullable: true),
        new("genres", DataType.List(DataType.Utf8)), new("year", DataType.Int32, Nullable: true));

    /// <summary>
    /// One row per non-zero cell of the [items × features] matrix; a column of it is named by <c>feature</c>, and <c>value</c> where there
    /// is one.
    /// </summary>
    public static readonly FieldList ItemFeatures = Features("item_index");

    public static readonly FieldList UserFeatures = Features("user_index");

    /// <summary>Factors of items or users; of rank 1 they are plain numbers.</summary>
    public static FieldList Factors(string index, int rank) =>
        FieldList.Of(new(index, DataType.Int32), new("features", rank == 1 ? DataType.Float32 : DataType.List(DataType.Float32)));

    public static readonly FieldList ItemSimilarity = FieldList.Of(
        new("item_index", DataType.Int32), new("rank", DataType.Int32), new("neighbour_index", DataType.Int32),
        new("score", DataType.Float32), new("common_users", DataType.Int32));

    /// <summary><c>role</c> is a folder name, the rest are columns of the files.</summary>
    public static readonly FieldList Interactions = FieldList.Of(
        new("role", DataType.Utf8), new("user_index", DataType.Int32), new("items", DataType.List(DataType.Int32)),
        new("values", DataType.List(DataType.Float32)), new("targets", DataType.List(DataType.Int32)),
            new("seen", DataType.List(DataType.Int32)));

    /// <summary>What the worker's lists hold; items that a user has seen are not among them.</summary>
    public static readonly FieldList AutoencoderTopN = FieldList.Of(
        new("user_index", DataType.Int32), new("rank", DataType.Int32), new("item_index", DataType.Int32), new("score", DataType.Float32));

    public static readonly StructType Reason = DataType.Struct(new("item_index", DataType.Int32), new("share", DataType.Float32));

    public static readonly FieldList TopN = FieldList.Of(
        new("user_index", DataType.Int32), new("rank", DataType.Int32), new("item_index", DataType.Int32), new("score", DataType.Float32),
        new("source", DataType.Utf8), new("reasons", DataType.List(Reason)));

    /// <summary>The column of lists that follow rules: the one that moved the row; null where the row is as scored.</summary>
    public static readonly Field Rule = new("rule", DataType.Utf8, Nullable: true);

    public static readonly FieldList ListStatus = FieldList.Of(
        new("user_index", DataType.Int32), new("rows", DataType.Int32), new("reason", DataType.Utf8));

    public static readonly FieldList Metrics = FieldList.Of(
        new("protocol", DataType.Utf8), new("fold", DataType.Int32), new("model", DataType.Utf8), new("metric", DataType.Utf8),
        new("cutoff", DataType.Int32), new("slice", DataType.Utf8), new("value", DataType.Float64),
        new("low", DataType.Float64, Nullable: true),
        new("high", DataType.Float64, Nullable: true), new("users", DataType.Int64), new("users_skipped", DataType.Int64));

    public static readonly StructType PublishedReason = DataType.Struct(
        new("item_id", DataType.Int64), new("title", DataType.Utf8, Nullable: true), new("share", DataType.Float32));

    public static readonly FieldList PublishedRecommendations = FieldList.Of(
        new("user_id", DataType.Int64), new("rank", DataType.Int32), new("item_id", DataType.Int64),
        new("title", DataType.Utf8, Nullable: true),
        new("score", DataType.Float32), new("source", DataType.Utf8), new("reasons", DataType.List(PublishedReason)));

    public static readonly FieldList PublishedSimilarItems = FieldList.Of(
        new("item_id", DataType.Int64), new("rank", DataType.Int32), new("neighbour_id", DataType.Int64), new("score", DataType.Float32));

    /// <summary><c>key</c> is the item's in the index of vectors.</summary>
    public static readonly FieldList PublishedItemVectors = FieldList.Of(
        new("key", DataType.Int32), new("item_id", DataType.Int64), new("vector", DataType.List(DataType.Float32)));

    public static readonly FieldList PublishedUserVectors = FieldList.Of(
        new("user_id", DataType.Int64), new("vector", DataType.List(DataType.Float32)));

    public static readonly FieldList PublishedSimilarUsers = FieldList.Of(
        new("user_id", DataType.Int64), new("rank", DataType.Int32), new("neighbour_user_id", DataType.Int64),
        new("score", DataType.Float32), new("common_items", DataType.Int32));

    private static FieldList Features(string index) => FieldList.Of(
        new(index, DataType.Int32), new("feature", DataType.Utf8), new("value", DataType.Utf8, Nullable: true),
            new("weight", DataType.Float32));

    /// <summary>The same columns, and <see cref="Rule"/> behind them where lists follow rules.</summary>
    public static FieldList WithRule(this FieldList schema, bool isShaped) => isShaped ? new([.. schema, Rule]) : schema;

    /// <summary>The same columns with raw ids of these types; null leaves them int64.</summary>
    public static FieldList WithIds(this FieldList schema, DataType? user = null, DataType? item = null) =>
        new([.. schema.Select(field => field.Name switch
    {
        "user_id" or "neighbour_user_id" => field with { Type = user ?? field.Type },
        "item_id" or "neighbour_id" => field with { Type = item ?? field.Type },
        _ when field.Type is ListType { Element: { Type: StructType reason } element } =>
            field with { Type = new ListType(element with { Type = reason.WithIds(item) }) },
        _ => field,
    })]);

    public static StructType WithIds(this StructType type, DataType? item) => new(type.Fields.WithIds(item: item));
}
