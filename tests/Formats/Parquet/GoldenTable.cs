using System.Globalization;
using System.Text;
using System.Text.Json;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Expected content of a golden file.</summary>
/// <param name="Features">What the file shows.</param>
/// <param name="Columns">Name, type and nullability as the corpus names them.</param>
/// <param name="Rows">Rows as <see cref="Cells"/> writes them.</param>
internal sealed record GoldenTable(string Features, IReadOnlyList<string> Columns, IReadOnlyList<string> Rows)
{
    public static GoldenTable Load(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        var columns = root.GetProperty("columns").EnumerateArray().ToArray();
        string[] types = [.. columns.Select(column => column.GetProperty("type").GetString()!)];
        return new GoldenTable(
            root.GetProperty("features").GetString()!,
            [.. columns.Select((column, i) => $"{column.GetProperty("name").GetString()}: {types[i]}{(column.GetProperty("nullable").GetBoolean() ? "?" : "")}")],
            [.. root.GetProperty("rows").EnumerateArray().Select(row => $"[{string.Join(",", row.EnumerateArray().Select((cell, i) => Text(cell, types[i])))}]")]);
    }

    /// <summary>The corpus's name of a type; it leaves out whether elements and members are nullable.</summary>
    public static string NameOf(DataType type) => type switch
    {
        ListType list => $"list<{NameOf(list.Element.Type)}>",
        StructType structs => $"struct<{string.Join(",", structs.Fields.Select(field => $"{field.Name}:{NameOf(field.Type)}"))}>",
        ForeignTimestampType time => $"timestamp[{Unit(time.Unit)}{(time.IsUtc ? ",UTC" : "")}]",
        ScalarType { Kind: ScalarKind.TimestampMicros } => "timestamp[us,UTC]",
        ScalarType { Kind: ScalarKind.Float32 } => "float",
        ScalarType { Kind: ScalarKind.Float64 } => "double",
        ScalarType { Kind: ScalarKind.Utf8 } => "string",
        ScalarType { Kind: ScalarKind.Date32 } => "date",
        _ => type.ToString(),
    };

    private static string Unit(TimestampUnit unit) => unit switch
    {
        TimestampUnit.Millis => "ms",
        TimestampUnit.Micros => "us",
        _ => "ns",
    };

    /// <summary>A cell as <see cref="Cells"/> writes it.</summary>
    public static string Text(JsonElement cell, string type) => (cell.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => "null",
        (JsonValueKind.Object, "string") => Cells.Quoted(new StringBuilder().Insert(0, cell.GetProperty("repeat").GetString()!, cell.GetProperty("times").GetInt32()).ToString()),
        (JsonValueKind.String, "float" or "double") => Cells.Quoted(cell.GetString()!),
        (_, "float") => Cells.Text(float.Parse(cell.GetRawText(), CultureInfo.InvariantCulture)),
        (_, "double") => Cells.Text(double.Parse(cell.GetRawText(), CultureInfo.InvariantCulture)),
        (JsonValueKind.Array, _) => $"[{string.Join(",", cell.EnumerateArray().Select(element => Text(element, type[5..^1])))}]",
        (JsonValueKind.Object, _) => StructText(cell, type[7..^1]),
        (JsonValueKind.String, _) => Cells.Quoted(cell.GetString()!),
        _ => cell.GetRawText(),
    };

    private static string StructText(JsonElement cell, string members)
    {
        var parts = new List<string>();
        foreach (var member in cell.EnumerateObject())
        {
            string rest = members[(members.IndexOf(':', StringComparison.Ordinal) + 1)..];
            int end = EndOfType(rest);
            parts.Add($"{Cells.Quoted(member.Name)}:{Text(member.Value, rest[..end])}");
            members = rest[Math.Min(rest.Length, end + 1)..];
        }
        return $"{{{string.Join(",", parts)}}}";
    }

    // Up to the comma that is inside no brackets.
    private static int EndOfType(string text)
    {
        for (int i = 0, depth = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
                return i;
        }
        return text.Length;
    }
}
