namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>What made the run, and what a repetition needs.</summary>
internal static class VersionsSection
{
    private const int CommitDigits = 10;

    public static void Write(Html html, ReportView view)
    {
        var facts = view.Facts;
        html.Add($"""
            <h2 id="versions-title">Versions</h2>
            <table class="narrow">
            <caption>What made this run</caption>
            <tbody>
            <tr><th scope="row">Program</th><td class="code">{facts.Program}</td></tr>
            <tr><th scope="row">Runtime</th><td class="code">{facts.Runtime}</td></tr>
            <tr><th scope="row">Engine</th><td class="code">{facts.Engine}</td></tr>
            <tr><th scope="row">Seed</th><td class="code">{Words.Json(view.Option("seed"))}</td></tr>
            <tr><th scope="row">Exit code</th><td class="code">{facts.ExitCode}</td></tr>
            <tr><th scope="row">Key of this page</th><td class="code">{(facts.Key.Length > 0 ? facts.Key : Words.None)}</td></tr>
            </tbody>
            </table>
            <p class="note">The same facts stand in run.json. Equal seed, options and input give equal content hashes.</p>
            """);
    }

    /// <summary>Version and the first digits of the commit: <c>0.1.0+268ee79a1b</c>.</summary>
    public static string Short(string program) =>
        program.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus && program.Length > plus + 1 + CommitDigits
            ? program[..(plus + 1 + CommitDigits)]
            : program;
}
