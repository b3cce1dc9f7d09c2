using System.Globalization;
using System.Text;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>A clean table of ratings, drawn from a seed: no pair of user and item twice, whole ids, half stars, whole seconds.</summary>
internal sealed class GeneratedTable
{
    public static readonly string[] Columns = ["user_id", "item_id", "rating", "timestamp"];

    public GeneratedTable(Random random, int rows = 300)
    {
        var pairs = Enumerable.Range(0, 60 * 40).ToArray();
        random.Shuffle(pairs);
        Rows = [.. pairs.Take(rows).Select(pair => new GeneratedRow(
            1 + (pair / 40), 1000 + (pair % 40), (1 + random.Next(10)) / 2.0, 1_500_000_000 + random.Next(100_000_000)))];
    }

    public IReadOnlyList<GeneratedRow> Rows { get; }

    /// <summary>The file that nobody has trouble with.</summary>
    public string Csv => string.Join('\n', Rows.Select(row => string.Join(',', row.Fields)).Prepend(string.Join(',', Columns))) + "\n";
}

/// <summary>One rating with its raw ids.</summary>
internal sealed record GeneratedRow(long User, long Item, double Rating, long Timestamp)
{
    public string[] Fields => [Text(User), Text(Item), Rating.ToString("0.0", CultureInfo.InvariantCulture), Text(Timestamp)];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How a generated file is written: order of columns, separator, quotes, line ends, byte order mark; every choice by the seed.</summary>
internal sealed class FileForm(Random random, bool quotes = true, string? separator = null)
{
    private static readonly string[] Separators = [",", ";", "\t", "|", "::"];

    private readonly int[] _order = Shuffled(random, 5);

    public string Separator { get; } = separator ?? Separators[random.Next(Separators.Length)];

    public IEnumerable<string> Settings => [$"input.table.separator={Separator.Replace("\t", "\\t", StringComparison.Ordinal)}", $"input.table.quotes={(quotes ? "true" : "false")}"];

    /// <summary>A record of user, item, rating, time and a text that nobody reads, in this file's order.</summary>
    public string Record(string[] fields, string text) => string.Join(Separator, _order.Select(at => at == 4 ? Quoted(text, must: true) : Quoted(fields[at], must: false)));

    public string Header => string.Join(Separator, _order.Select(at => at == 4 ? "remark" : GeneratedTable.Columns[at]));

    /// <summary>The whole file as bytes of UTF-8.</summary>
    public byte[] Bytes(IEnumerable<string> records)
    {
        var text = new StringBuilder();
        foreach (string record in records)
            text.Append(record).Append(random.Next(3) == 0 ? "\r\n" : "\n");
        if (random.Next(2) == 0)
            text.Length -= 1;
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        return random.Next(2) == 0 ? [0xEF, 0xBB, 0xBF, .. bytes] : bytes;
    }

    private string Quoted(string field, bool must) =>
        quotes && (must || random.Next(3) == 0) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static int[] Shuffled(Random random, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }
}
