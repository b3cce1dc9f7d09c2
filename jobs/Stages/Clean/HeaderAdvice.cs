using RecPipeline.Jobs.Configuration;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>
/// What to set where a header line does not name the columns that are looked for: names that differ in case or blanks only, or another
/// separator.
/// </summary>
/// <remarks>Nothing is taken for something else by itself: a name counts when it is the same, letter by letter.</remarks>
internal static class HeaderAdvice
{
    private static readonly string[] Separators = ["\t", ";", ",", "|", "::", "\u0001", " "];

    /// <summary>A sentence to add to the message, or nothing.</summary>
    public static string Of(CsvFormatException? error, PipelineOptions options)
    {
        if (error is null || error.Missing.Count == 0)
            return "";
        string separator = Separator(error.Found, options);
        return separator.Length > 0 ? separator : Names(error, options);
    }

    // The whole header is one name: something else separates its fields.
    private static string Separator(IReadOnlyList<string> found, PipelineOptions options)
    {
        if (found.Count != 1)
            return "";
        string separator = Separators.MaxBy(each => found[0].Split(each).Length)!;
        int fields = found[0].Split(separator).Length;
        string layout = options.Input.Layout == "table" ? "" : "--layout table and ";
        return fields < 2
            ? ""
            : $" The line has {fields} fields separated by {ShownText.Quoted(separator)}: "
                + $"set {layout}{ShownText.Setting("input.table.separator", separator)}.";
    }

    private static string Names(CsvFormatException error, PipelineOptions options)
    {
        var layout = InputLayout.Of(options);
        bool isItems = error.File == options.Input.Items;
        var meant = error.Missing.Select(name => (Name: name, Found: Alike(name, error.Found))).Where(each => each.Found is not null)
            .ToArray();
        if (meant.Length == 0)
            return "";
        string said = string.Join(", ", meant.Select(each => $"{ShownText.Quoted(each.Found!, 60)} for '{each.Name}'"));
        string settings = string.Join(" ", Roles(layout, isItems)
            .Select(
                role => (role.Key, Name: role.Name is null
                    ? ""
                    : Alike(role.Name, error.Found) ?? (error.Missing.Contains(role.Name) ? "COLUMN" : role.Name), Was: role.Name))
            .Where(role => options.Input.Layout != "table" || role.Name != role.Was)
            .Select(role => $"--set {Word($"input.table.{role.Key}={ShownText.Escaped(role.Name)}")}"));
        return $" Did you mean {said}? If so: {(options.Input.Layout == "table" ? "" : "--layout table ")}{settings}";
    }

    private static (string Key, string? Name)[] Roles(CsvLayout layout, bool isItems) => isItems
        ? [("itemsItem", layout.ItemNames.Item), ("title", layout.ItemNames.Title), ("genres", layout.ItemNames.Genres)]
        : [("user", layout.RatingNames.User), ("item", layout.RatingNames.Item), ("rating", layout.RatingNames.Rating),
            ("timestamp", layout.RatingNames.Timestamp)];

    // The only column whose name is the same but for case, blanks, underscores, and a type behind a colon (user_id:token).
    private static string? Alike(string name, IReadOnlyList<string> found)
    {
        string[] alike = found.Contains(name) ? [name] : [.. found.Where(each => Plain(each) == Plain(name))];
        return alike.Length == 1 ? alike[0] : null;
    }

    private static string Plain(string name) => string.Concat(name.Split(':')[0].Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Word(string setting) =>
        setting.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '=' or '_') ? setting : $"'{setting}'";
}
