using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>The page around the sections, with style and script inside it.</summary>
internal static partial class Skeleton
{
    private static readonly string[] Styles = ["page.css", "tables.css", "pictures.css", "media.css"];

    /// <summary>Puts the parts into <c>page.html</c>.</summary>
    public static string Fill(string title, Html navigation, Html main)
    {
        var (style, script) = (string.Concat(Styles.Select(Resource)), Resource("page.js"));
        var escapedTitle = new Html();
        escapedTitle.Add($"<title>{title}</title>");
        var parts = new Dictionary<string, string>
        {
            ["policy"] = $"default-src 'none'; img-src data:; style-src {Hash(style)}; script-src {Hash(script)}",
            ["title"] = escapedTitle.ToString(),
            ["style"] = style,
            ["script"] = script,
            ["navigation"] = navigation.ToString(),
            ["main"] = main.ToString(),
        };
        // In one pass: data that looks like a place stays data.
        return Place().Replace(Resource("page.html"), match => parts[match.Groups[1].Value]);
    }

    // The browser runs only the script whose hash the page's policy names: none that data could bring in, and nothing from a network.
    private static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    private static string Resource(string name)
    {
        using var stream = typeof(Skeleton).Assembly.GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"The program lacks its resource 'report/{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
