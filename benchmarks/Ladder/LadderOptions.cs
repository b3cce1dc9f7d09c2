using System.Globalization;

namespace RecPipeline.Ladder;

/// <summary>The command line: a folder, sizes in millions of ratings or "many-users", stages, peers.</summary>
internal sealed record LadderOptions(IReadOnlyList<Rung> Rungs, string[] Stages, string? Python, string? PeersScript)
{
    private static readonly string[] AllStages = ["clean", "split", "popularity", "als", "similarity", "hand-off", "top-n-als", "top-n", "evaluate"];

    public static LadderOptions Parse(string[] args)
    {
        if (args.Length == 0)
            throw new ArgumentException("Name the folder for data and tables first.", nameof(args));
        int stages = Array.IndexOf(args, "--stages"), peers = Array.IndexOf(args, "--peers");
        string[] sizes = [.. args.Skip(1).TakeWhile(arg => !arg.StartsWith('-'))];
        return new LadderOptions(
            [.. (sizes.Length > 0 ? sizes : ["2", "6", "20"]).Select(size => RungOf(args[0], size))],
            stages < 0 ? AllStages : args[stages + 1].Split(','),
            peers < 0 ? null : args[peers + 1], peers < 0 ? null : args[peers + 2]);
    }

    private static Rung RungOf(string folder, string size) =>
        size == "many-users" ? Rung.OfManyUsers(folder) : Rung.Of(folder, int.Parse(size, CultureInfo.InvariantCulture));
}
