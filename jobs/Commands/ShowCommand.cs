using CommandLine;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Report;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace RecPipeline.Jobs.Commands;

[Verb("show", HelpText = "Show a user's history, list and reasons.")]
internal sealed class ShowOptions
{
    [Option("user", Required = true, MetaValue = "ID", HelpText = "Raw user id.")]
    public string User { get; set; } = "";

    [Option("out", MetaValue = "FOLDER", HelpText = "Output folder of a run.")]
    public string? Out { get; set; }

    [Option("history", Default = 15, MetaValue = "N", HelpText = "How many of the user's highest-rated items to show.")]
    public int History { get; set; }
}

/// <summary><c>recpipeline show --user 85</c>.</summary>
internal static class ShowCommand
{
    public static int Run(ShowOptions command)
    {
        var settings = command.Out is null ? [] : new[] { $"output=\"{command.Out}\"" };
        var options = RunSettings.Load([], settings, Environment.GetEnvironmentVariables(), DateOnly.FromDateTime(DateTime.UtcNow));
        var catalog = new Catalog(new LocalStore(options.Output));
        if (catalog.FindContract("recommendations") is null)
            throw new UsageException(
                $"There are no recommendations in '{catalog.Store.Describe("")}'. Run ./recpipeline run first, "
                + "or name its folder with --out.");
        Print(Find(catalog, command));
        return ExitCode.Done;
    }

    private static SampleUser Find(Catalog catalog, ShowOptions command)
    {
        var userIds = catalog.UserIds();
        if (!userIds.TryFind(command.User, out int user))
            throw new UsageException($"--user is '{command.User}'; user ids are whole numbers.");
        if (user < 0)
            throw new UsageException(
                $"There is no user {command.User} in '{catalog.Store.Describe("")}'; "
                + $"ids go from {userIds.Text(0)} to {userIds.Text(userIds.Count - 1)}.");
        return SampleUsers.Show(catalog, [user], userIds, command.History)[0];
    }

    private static void Print(SampleUser user)
    {
        var history = new Table().Title($"User {user.UserId}: highest of {user.Ratings} ratings").AddColumn("rating").AddColumn("title");
        foreach (var item in user.History)
            history.AddRow($"{item.Rating:0.0}", Markup.Escape(item.Title));
        AnsiConsole.Write(history);
        var list = new Table().Title("Recommended").AddColumn("#").AddColumn("title").AddColumn("score").AddColumn("source")
            .AddColumn("because of");
        foreach (var item in user.List)
            list.AddRow($"{item.Rank}", Markup.Escape(item.Title), $"{item.Score:0.000}", item.Source, Markup.Escape(Reasons(item)));
        AnsiConsole.Write(list);
    }

    private static string Reasons(ListedItem item) =>
        string.Join("; ", item.Reasons.Select(reason => $"{reason.Title} {reason.Share:0 %}"));
}
