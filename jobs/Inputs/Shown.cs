namespace RecPipeline.Jobs.Inputs;

/// <summary>Text of an input inside a message: short, and without control characters.</summary>
internal static class Shown
{
    private const int MaxLength = 60;
    private const int MaxNames = 20;

    public static string Text(string text)
    {
        string plain = string.Concat(text.Take(MaxLength).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
        return text.Length > MaxLength ? plain + "…" : plain;
    }

    public static string Text(ReadOnlySpan<byte> line) => Text(System.Text.Encoding.UTF8.GetString(line[..Math.Min(line.Length, 4 * MaxLength)]));

    /// <summary>At most 20 names, each in quotes.</summary>
    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Take(MaxNames).Select(name => $"'{Text(name)}'"));
}
