namespace RecPipeline.Foundation;

/// <summary>Finds what the user may have meant.</summary>
public static class Nearest
{
    /// <summary>A sentence that names the nearest known word, or all of them when none is near.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var ranked = known.Select(each => (Word: each, Distance: Distance(word, each))).OrderBy(each => each.Distance).ToArray();
        return ranked.Length > 0 && ranked[0].Distance <= Math.Max(2, word.Length / 2)
            ? $"Did you mean '{ranked[0].Word}'?"
            : $"Known: {string.Join(", ", ranked.Select(each => each.Word).Order(StringComparer.Ordinal))}.";
    }

    /// <summary>Levenshtein distance without regard to case: single-letter insertions, deletions and changes.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 0; i < a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(a[i]) == char.ToLowerInvariant(b[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(change, Math.Min(row[j], row[j + 1]) + 1);
            }
        }
        return row[^1];
    }
}
