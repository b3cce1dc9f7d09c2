using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Running;

/// <summary>The raw ids behind the dense indices: numbers or texts, as clean found them.</summary>
internal static class RawIdReading
{
    public static RawIds UserIds(this Catalog catalog) => Read(catalog, "users", "user_id");

    public static RawIds ItemIds(this Catalog catalog) => Read(catalog, "items", "item_id");

    private static RawIds Read(Catalog catalog, string table, string column)
    {
        var ids = catalog.Load(table, column);
        return ids.Batch[column] is StringColumn texts
            ? RawIds.Of(new Utf8Ids(texts.Offsets.ToArray(), texts.Bytes.ToArray()))
            : RawIds.Of(ids.Array<long>(column));
    }
}
