using System.Globalization;

namespace RecPipeline.Spark.Sql.Types;

/// <summary>Pieces of Spark SQL text that mean what the API call would: quoted names and typed literals.</summary>
internal static class SqlText
{
    /// <summary>One name in backticks; a backtick inside is doubled.</summary>
    public static string Identifier(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A name as Spark's <c>col</c> takes it: dots separate members, backticks protect a dot, a last <c>*</c> means all.</summary>
    /// <example><c>reasons.item_index</c> is <c>`reasons`.`item_index`</c>; <c>`a.b`</c> stays one name.</example>
    public static string Path(string name) => string.Join('.', Parts(name).Select(part => part == "*" ? part : Identifier(part)));

    /// <summary>A literal of exactly the .NET value's type: 5 int, 5L bigint, 5D double.</summary>
    /// <exception cref="ArgumentException">The type has no literal.</exception>
    public static string Literal(object? value) => value switch
    {
        null => "NULL",
        bool flag => flag ? "TRUE" : "FALSE",
        // The parser sees a minus sign and a number that is one too large.
        int.MinValue => "CAST('-2147483648' AS INT)",
        long.MinValue => "CAST('-9223372036854775808' AS BIGINT)",
        int number => Signed(number.ToString(CultureInfo.InvariantCulture), ""),
        long number => Signed(number.ToString(CultureInfo.InvariantCulture), "L"),
        short number => $"CAST('{number.ToString(CultureInfo.InvariantCulture)}' AS SMALLINT)",
        double number => double.IsFinite(number)
            ? Signed(number.ToString("R", CultureInfo.InvariantCulture), "D")
            : $"CAST('{NotFinite(number)}' AS DOUBLE)",
        // A literal with F is compared with the range as a decimal, and the largest float's shortest text is above it.
        float number when float.IsFinite(number) => $"CAST('{number.ToString("R", CultureInfo.InvariantCulture)}' AS FLOAT)",
        float number => $"CAST('{NotFinite(number)}' AS FLOAT)",
        decimal number => Signed(number.ToString(CultureInfo.InvariantCulture), "BD"),
        string text => Quoted(text),
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        DateOnly day => $"DATE'{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        DateTimeOffset time => $"TIMESTAMP'{time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}Z'",
        DateTime { Kind: DateTimeKind.Utc } time => Literal(new DateTimeOffset(time)),
        _ => throw new ArgumentException(
            $"A {value.GetType()} has no SQL literal; use a number, bool, string, byte[], DateOnly, UTC DateTime or DateTimeOffset.",
            nameof(value)),
    };

    // Backslash starts an escape in Spark's strings (the session pins the setting that could change this).
    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static string Signed(string digits, string suffix) => digits.StartsWith('-') ? $"({digits}{suffix})" : digits + suffix;

    private static string NotFinite(double number) => double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";

    private static IEnumerable<string> Parts(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var part = new System.Text.StringBuilder();
        bool quoted = false;
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] == '`' && quoted && i + 1 < name.Length && name[i + 1] == '`')
                part.Append(name[i++]);
            else if (name[i] == '`')
                quoted = !quoted;
            else if (name[i] == '.' && !quoted)
            {
                yield return part.ToString();
                part.Clear();
            }
            else
                part.Append(name[i]);
        }
        yield return quoted
            ? throw new ArgumentException($"The column name {name} has a backtick without its partner.", nameof(name))
            : part.ToString();
    }
}
