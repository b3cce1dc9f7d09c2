using System.Text.RegularExpressions;

namespace RecPipeline.Jobs.Configuration;

/// <summary>Keeps passwords out of everything that is written: contracts, keys, run.json, the report, logs and messages.</summary>
/// <remarks>
/// Hidden are values of keys that hold one of the words password, passwd, pwd, secret, token, credential or key (as a word of its own, so
/// that "keyspace" and "partitionKeys" of a table are shown), what stands before the @ of an address, and such keys inside an address.
/// </remarks>
internal static partial class Secrets
{
    public const string Hidden = "(hidden)";

    /// <summary>A value as it may be written.</summary>
    public static string Shown(string key, string value) => value.Length > 0 && IsSecret(key) ? Hidden : Text(value);

    /// <summary>A text without the secrets that show by their form: <c>password=x</c>, <c>jdbc:postgresql://user:x@host</c>.</summary>
    public static string Text(string text) => Pair().Replace(UserInfo().Replace(text, $"$1{Hidden}@"), $"$1{Hidden}");

    /// <summary>
    /// A text without the secret values of these options, wherever they stand in it, and without those that show by their form.
    /// </summary>
    public static string Without(string text, params IEnumerable<KeyValuePair<string, string>> options)
    {
        foreach (var (_, value) in options.Where(option => option.Value.Length > 0 && IsSecret(option.Key))
            .OrderByDescending(option => option.Value.Length))
            text = text.Replace(value, Hidden, StringComparison.Ordinal);
        return Text(text);
    }

    public static bool IsSecret(string key) => Word().IsMatch(key) || CamelKey().IsMatch(key);

    [GeneratedRegex("passw(or)?d|pwd|secret|token|credential|(^|[._-]|api|access|private)key([._-]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex("[a-z]Key([._-]|$)")]
    private static partial Regex CamelKey();

    [GeneratedRegex(@"(://)[^/@\s""']+@")]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        @"((?:password|passwd|pwd|secret|token|credentials?|access[._-]?key|"
        + @"secret[._-]?key|api[._-]?key)[\w.-]*\s*=\s*)(?!\(hidden\))[^&;,\s""']+", RegexOptions.IgnoreCase)]
    private static partial Regex Pair();
}
