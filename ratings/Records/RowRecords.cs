using System.Text;
using RecPipeline.Formats.Columns;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Records;

/// <summary>Rows of typed columns as records of text: the one rule for tables, on this machine and in executors.</summary>
/// <example>user_id 7 (int64), item_id "a,b" (utf8), rating 4.5 (float64), day 2020-09-13 (date32):
/// <c>7,"a,b",4.5,1599955200</c>.</example>
public static class RowRecords
{
    /// <summary>The columns that a rating is made of, with their roles, in the order of the record.</summary>
    public static IReadOnlyList<(string Name, RatingRole Role)> Wanted(RatingNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        (string? Name, RatingRole Role)[] all =
        [
            (names.User, RatingRole.User), (names.Item, RatingRole.Item),
            (names.Rating, RatingRole.Rating), (names.Timestamp, RatingRole.Time),
        ];
        return [.. all.Where(each => each.Name is not null).Select(each => (each.Name!, each.Role))];
    }

    /// <summary>What is wrong with a table's columns, in words; empty when a rating can be read.</summary>
    /// <param name="schema">The table's columns.</param>
    /// <param name="constants">Further columns that have one text in all rows: partitions.</param>
    /// <param name="names">The columns wanted.</param>
    /// <param name="unit">What times that are numbers or texts are counted in; dates and timestamps know it themselves.</param>
    public static string Mistake(
        FieldList schema, IReadOnlyDictionary<string, string?> constants, RatingNames names, TimeUnit unit = TimeUnit.Seconds)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(constants);
        var mistakes = new List<string>();
        foreach (var (name, role) in Wanted(names))
        {
            int at = schema.IndexOf(name);
            if (at < 0 && !constants.ContainsKey(name))
                mistakes.Add($"there is no column '{name}' ({Word(role)})");
            else if (at >= 0 && !TypedFields.Fits(schema[at].Type, role))
                mistakes.Add($"column '{name}' is {schema[at].Type}, which holds no {Word(role)}");
            else if (at >= 0 && unit != TimeUnit.Seconds && TypedFields.KnowsItsUnit(schema[at].Type))
                mistakes.Add($"column '{name}' is {schema[at].Type}, which needs no unit: leave input.table.timestampUnit=seconds");
        }
        return string.Join(" and ", mistakes);
    }

    /// <summary>Adds some rows of a batch as records.</summary>
    /// <param name="batch">Has the wanted columns, but for those in <paramref name="constants"/>.</param>
    /// <param name="constants">Columns that have one text, or null, in all rows.</param>
    /// <param name="names">The columns wanted.</param>
    /// <param name="start">First row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="target">Gets one record per row.</param>
    public static void Write(
        RecordBatch batch, IReadOnlyDictionary<string, string?> constants, RatingNames names, int start, int count, RecordBuffer target)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(constants);
        ArgumentNullException.ThrowIfNull(target);
        WriteField[] fields = [.. Wanted(names).Select(each => Field(batch, constants, each.Name, each.Role))];
        for (int row = start; row < start + count; row++)
        {
            foreach (var write in fields)
                write(row, target);
            target.End();
        }
    }

    private static WriteField Field(RecordBatch batch, IReadOnlyDictionary<string, string?> constants, string name, RatingRole role)
    {
        if (batch.Schema.IndexOf(name) >= 0)
            return TypedFields.Of(batch[name], role);
        byte[] text = Encoding.UTF8.GetBytes(constants[name] ?? "");
        return (_, target) => target.Text(text);
    }

    internal static string Word(RatingRole role) => role switch
    {
        RatingRole.User => "user id",
        RatingRole.Item => "item id",
        RatingRole.Rating => "rating",
        _ => "time",
    };
}
