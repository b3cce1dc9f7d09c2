using System.Text.Json;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.Report;

/// <summary>What one view of a page showed; the last three are null where the view runs no script.</summary>
/// <remarks>Requests are those beside the page itself. Width is the content's; violations are an accessibility checker's.</remarks>
internal sealed record SeenView(
    string View, string Title, string Text, string[] Messages, string[] Requests, string[] Failures, int? Width, string? Current, string[]? Violations);

/// <summary>Headless Chromium, driven by tests/browser/open-page.js.</summary>
internal static class Browser
{
    private static readonly string? Chromium = OnPath("chromium") ?? OnPath("chromium-browser") ?? OnPath("google-chrome");
    private static readonly string? Node = OnPath("node");
    private static readonly string Folder = Repository.At("tests", "browser");

    /// <summary>What this machine lacks, or null.</summary>
    public static string? Missing =>
        Chromium is null ? "There is no Chromium on the PATH; tests/setup installs it."
        : Node is null ? "There is no Node.js on the PATH."
        : !Directory.Exists(Path.Combine(Folder, "node_modules", "playwright-core")) ? "tests/browser has no node_modules; tests/setup brings them."
        : null;

    /// <summary>Opens a page in every view; screenshots go into the folder, named after the views.</summary>
    public static IReadOnlyList<SeenView> Open(string page, string screenshots)
    {
        Directory.CreateDirectory(screenshots);
        var result = ChildProcess.Run(Node!, Path.Combine(Folder, "open-page.js"), Chromium!, page, screenshots);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonSerializer.Deserialize<SeenView[]>(result.Output, JsonSerializerOptions.Web)!;
    }

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

/// <summary>A test that needs a browser; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Missing;
}
