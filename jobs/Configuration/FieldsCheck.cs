using System.Globalization;

namespace RecPipeline.Jobs.Configuration;

/// <summary>Rules about what the fields of a ratings row may say.</summary>
internal static class FieldsCheck
{
    public static IEnumerable<string> Mistakes(PipelineOptions options)
    {
        var (table, clean) = (options.Input.Table, options.Clean);
        if (!EscapedText.TryRead(table.Separator, out string separator))
            yield return $"input.table.separator is '{table.Separator}', in which a backslash begins no character that is known; "
                + "write \\t, \\001, \\x01, \\u0001, or \\\\ for a backslash.";
        else if (separator.Length == 0 || separator.AsSpan().IndexOfAny("\"\r\n") >= 0)
            yield return "input.table.separator must have at least one character and hold no quote and no line end.";
        foreach (var (name, weight) in table.EventWeights)
            if (!TryWeight(weight, out float value))
                yield return $"input.table.eventWeights.{name} is '{weight}'; a weight is a number.";
            else if (clean.Feedback == "implicit" && value <= 0)
                yield return $"input.table.eventWeights.{name} is {weight}; a confidence (clean.feedback=implicit) is above 0. "
                    + "Leave the event out, and its rows are filtered.";
        if (options.Input.Layout == "table" && table.Rating.Length == 0 && clean.Feedback == "explicit")
            yield return "input.table.rating is empty, so every row counts 1, which is no rating; set clean.feedback=implicit, "
                + "or name the column of the ratings.";
        if (table.Rating.Length == 0 && table.EventWeights.Count > 0)
            yield return "input.table.eventWeights gives weights to events, but input.table.rating, which names their column, is empty; "
                + "name it.";
        if (options.Input.Layout == "table" && table.Timestamp.Length == 0 && clean.HalfLifeDays > 0)
            yield return "clean.halfLifeDays lets old rows count less, but there are no times: input.table.timestamp is empty. "
                + "Name the column of the times, or leave clean.halfLifeDays 0.";
    }

    /// <summary>Reads the weight of an event.</summary>
    public static bool TryWeight(string text, out float weight) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out weight) && float.IsFinite(weight);
}
