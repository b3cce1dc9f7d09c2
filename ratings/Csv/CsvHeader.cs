namespace RecPipeline.Ratings.Csv;

/// <summary>The line that names the columns.</summary>
internal static class CsvHeader
{
    /// <summary>The names in a header record; blanks around a name are not part of it.</summary>
    public static string[] Parse(ReadOnlySpan<byte> record, CsvFormat format)
    {
        var names = new List<string>();
        var fields = new FieldReader(record, format);
        while (fields.Next())
            names.Add(fields.Text(format).Trim());
        return [.. names];
    }

    /// <summary>Position of a column by its exact name, or −1.</summary>
    public static int Find(IReadOnlyList<string> columns, string? name)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i] == name)
                return i;
        }
        return -1;
    }

    /// <exception cref="CsvFormatException">A needed column is missing or named twice.</exception>
    public static void Require(string file, IReadOnlyList<string> columns, IReadOnlyList<string> needed)
    {
        var missing = needed.Where(name => !columns.Contains(name)).ToArray();
        if (missing.Length > 0)
            throw CsvThrow.MissingColumns(file, columns, missing);
        foreach (string name in needed)
        {
            if (columns.Count(column => column == name) > 1)
                throw CsvThrow.RepeatedColumn(file, name);
        }
    }
}

/// <summary>One line of delimited text by itself.</summary>
public static class CsvLine
{
    /// <summary>The fields of a line as texts, quotes resolved, without blanks around them.</summary>
    /// <param name="line">Without its line end and a byte order mark.</param>
    /// <param name="format">How it is split.</param>
    public static IReadOnlyList<string> Fields(ReadOnlySpan<byte> line, CsvFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return CsvHeader.Parse(line, format);
    }
}
