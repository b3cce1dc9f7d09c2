using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Whether members that are not nullable are null only where nobody looks: under a null struct or outside every list.</summary>
/// <remarks>Spark writes such nulls: below a null struct its vectors leave every member null, be it declared nullable or not.</remarks>
internal static class Nullability
{
    /// <summary>The first member that is null in a struct that is not, though it is not nullable; −1 when there is none.</summary>
    public static int FirstBroken(StructColumn column)
    {
        var fields = ((StructType)column.Type).Fields;
        for (int i = 0; i < fields.Count; i++)
            if (!fields[i].Nullable && column.Children[i].HasNulls && HasNullInside(column, column.Children[i]))
                return i;
        return -1;
    }

    public static bool Holds(ListColumn column)
    {
        if (((ListType)column.Type).Element.Nullable || !column.Elements.HasNulls)
            return true;
        for (int row = 0; row < column.Length; row++)
            for (int i = column.Offsets[row]; i < column.Offsets[row + 1] && !column.IsNull(row); i++)
                if (column.Elements.IsNull(i))
                    return false;
        return true;
    }

    private static bool HasNullInside(StructColumn column, Column child)
    {
        for (int row = 0; row < column.Length; row++)
            if (child.IsNull(row) && !column.IsNull(row))
                return true;
        return false;
    }
}
