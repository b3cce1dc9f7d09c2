using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>A CASE expression under construction; without <see cref="Otherwise"/> unmatched rows are null.</summary>
public sealed class CaseColumn
{
    private readonly IReadOnlyList<(Column Condition, Column Value)> _branches;

    internal CaseColumn(IReadOnlyList<(Column Condition, Column Value)> branches) => _branches = branches;

    public CaseColumn When(Column condition, object? value) => new([.. _branches, (condition, Column.Part(value))]);

    public Column Otherwise(object? value) => Build(Column.Part(value));

    public static implicit operator Column(CaseColumn cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return cases.ToColumn();
    }

    public Column ToColumn() => Build(null);

    private Column Build(Column? otherwise)
    {
        var branches = _branches.SelectMany(branch => new[] { branch.Condition, branch.Value });
        return Column.Of(
            [.. branches, .. otherwise is null ? Array.Empty<Column>() : [otherwise]],
            parts => Text(parts, otherwise is not null),
            (connection, parts) => Chain(connection, parts, otherwise is not null));
    }

    private static string Text(string[] parts, bool hasOtherwise)
    {
        string branches = string.Join(' ', Pairs(parts).Select(pair => $"WHEN {pair.First} THEN {pair.Second}"));
        return $"(CASE {branches}{(hasOtherwise ? $" ELSE {parts[^1]}" : "")} END)";
    }

    private static JavaObject Chain(JavaConnection connection, JavaObject[] parts, bool hasOtherwise)
    {
        JavaObject? column = null;
        foreach (var (condition, value) in Pairs(parts))
            column = column is null
                ? connection.CallStatic("org.apache.spark.sql.functions", "when", condition, value)
                : column.Call("when", condition, value);
        return hasOtherwise ? column!.Call("otherwise", parts[^1]) : column!;
    }

    private static IEnumerable<(T First, T Second)> Pairs<T>(T[] parts) =>
        parts.Chunk(2).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1]));
}
