using System.Text;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Rows;

/// <summary>Says why a text is no id.</summary>
internal static class IdWords
{
    /// <param name="role">user or item.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="value">The field.</param>
    /// <param name="fault">Number, or Id for a text that stands for an empty field.</param>
    public static string Explain(string role, string column, string value, RowFault fault)
    {
        var (option, bytes) = ($"clean.idType.{role}=string", Encoding.UTF8.GetBytes(value));
        string named = FieldWords.Named(role, column, value);
        if (fault == RowFault.Id)
            return $"{named} is a marker of input.table.nullValues, so there is no {role}";
        if (value.Length == 0)
            return $"{named} is empty (wanted a whole number)";
        if (NumberText.TryInt64(bytes, out long number))
            return $"{named} has zeros in front, and as a whole number would be one with '{number}' "
                + $"(wanted a whole number; if ids of this file begin with zeros, set {option})";
        if (IsDigits(value))
            return $"{named} does not fit 64 bits (wanted a whole number; for longer ids set {option})";
        if (NumberText.TryRating(bytes, (byte)'.', out _))
            return $"{named} is written as {ShownText.Escaped(value)}: export whole numbers"
                + (value.Contains('e', StringComparison.OrdinalIgnoreCase) ? ", since this form may have lost digits" : "");
        return $"{named} is no whole number (if the ids of this file are texts, set {option})";
    }

    private static bool IsDigits(string value) =>
        value.AsSpan(value[0] is '-' or '+' ? 1 : 0) is { Length: > 0 } digits && digits.IndexOfAnyExceptInRange('0', '9') < 0;
}

/// <summary>A field in words.</summary>
internal static class FieldWords
{
    /// <summary><c>rating '4,5'</c>, with the column where that has another name.</summary>
    public static string Named(string role, string? column, string value) => column is null || column == role
        ? $"{role} {ShownText.Quoted(value)}"
        : $"{role} {ShownText.Quoted(value)} (column {ShownText.Quoted(column, 60)})";
}
