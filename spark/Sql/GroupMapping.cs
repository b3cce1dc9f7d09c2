using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Arrow;
using RecPipeline.Spark.Sql.Types;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Spark.Sql;

/// <summary>
/// Functions over groups. Rows of a key are brought together and sorted;
/// the worker cuts the groups, so one evaluation type serves every Spark version.
/// </summary>
public static class GroupMapping
{
    /// <summary>Calls a function with all rows of each key.</summary>
    /// <remarks>A group must fit in an executor's memory. Rows with a null key form a group too, as in GROUP BY.</remarks>
    /// <param name="source">The table.</param>
    /// <param name="keys">Columns that identify a group: numbers, strings, dates or booleans.</param>
    /// <param name="sortBy">Order of the rows inside a group; without it the order is arbitrary.</param>
    /// <param name="function">A named static method.</param>
    /// <param name="outputSchema">Columns that the function yields, by position and type.</param>
    /// <param name="argument">A small argument.</param>
    /// <param name="broadcasts">Larger ones.</param>
    public static DataFrame MapGroups(
        this DataFrame source, IReadOnlyList<string> keys, IReadOnlyList<Column> sortBy, GroupFunction function, FieldList outputSchema,
        ReadOnlyMemory<byte> argument = default, params IReadOnlyList<Broadcast> broadcasts)
    {
        ArgumentNullException.ThrowIfNull(source);
        Column[] columns = [.. keys.Select(key => Functions.Col(SqlText.Identifier(key)))];
        return source.Repartition(source.Session.ShufflePartitions, columns).SortWithinPartitions([.. columns, .. sortBy])
            .Map(function, CallKind.Groups, keys, ArrowTypes.ToSchema(outputSchema), argument, broadcasts);
    }

    /// <summary>Calls a function with all rows of each key of two tables; the keys have the same names in both.</summary>
    public static DataFrame MapCoGroups(
        this DataFrame left, DataFrame right, IReadOnlyList<string> keys, CoGroupFunction function, FieldList outputSchema,
        ReadOnlyMemory<byte> argument = default, params IReadOnlyList<Broadcast> broadcasts)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        Column[] columns = [.. keys.Select((_, i) => Functions.Col(CoGroups.Key(i)))];
        var both = Side(left, 0, keys, left, right).Union(Side(right, 1, keys, left, right));
        return both.Repartition(left.Session.ShufflePartitions, columns).SortWithinPartitions([.. columns, Functions.Col(CoGroups.Side)])
            .Map(function, CallKind.CoGroups, keys, ArrowTypes.ToSchema(outputSchema), argument, broadcasts);
    }

    // Keys, the side, this table's columns as a struct, and a null struct of the other table's type.
    private static DataFrame Side(DataFrame source, int side, IReadOnlyList<string> keys, DataFrame left, DataFrame right) => source.Select(
        [
            .. keys.Select((key, i) => Functions.Col(SqlText.Identifier(key)).Alias(CoGroups.Key(i))),
            Functions.Lit(side).Alias(CoGroups.Side),
            Rows(left, side == 0).Alias(CoGroups.Left), Rows(right, side == 1).Alias(CoGroups.Right),
        ]);

    private static Column Rows(DataFrame table, bool isPresent) => isPresent
        ? Functions.Struct([.. table.Columns().Select(name => Functions.Col(SqlText.Identifier(name)).Alias(name))])
        : Functions.Lit(null).Cast(table.Schema());
}
