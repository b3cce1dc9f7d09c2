using CommandLine;
using RecPipeline.Jobs.Doctor;
using Spectre.Console;

namespace RecPipeline.Jobs.Commands;

[Verb("doctor", HelpText = "Check this machine: .NET, memory, disk, input and output.")]
internal sealed class DoctorOptions
{
    [Option("out", MetaValue = "FOLDER", HelpText = "Output folder to check.")]
    public string? Out { get; set; }

    [Option("ratings", MetaValue = "FILES", HelpText = "Ratings to check.")]
    public string? Ratings { get; set; }
}

/// <summary><c>recpipeline doctor</c>: exit code 0 when nothing is wrong, 1 otherwise.</summary>
internal static class DoctorCommand
{
    public static int Run(DoctorOptions command)
    {
        var settings = new List<string>();
        if (command.Out is not null)
            settings.Add($"output=\"{command.Out}\"");
        if (command.Ratings is not null)
            settings.Add($"input.ratings=\"{command.Ratings}\"");
        var options = RunSettings.Load([], settings, Environment.GetEnvironmentVariables(), DateOnly.FromDateTime(DateTime.UtcNow));
        var findings = Checks.All(options).ToArray();
        Print(findings);
        return findings.All(finding => finding.Level != Level.Wrong) ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Print(IEnumerable<Finding> findings)
    {
        var table = new Table().AddColumn("").AddColumn("what").AddColumn("found").AddColumn("what to do");
        foreach (var finding in findings)
            table.AddRow(Mark(finding.Level), Markup.Escape(finding.What), Markup.Escape(finding.Found), Markup.Escape(finding.Advice));
        AnsiConsole.Write(table);
    }

    private static string Mark(Level level) => level switch
    {
        Level.Good => "[green]ok[/]",
        Level.Note => "[yellow]note[/]",
        _ => "[red]wrong[/]",
    };
}
