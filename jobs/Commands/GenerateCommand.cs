using System.Diagnostics;
using CommandLine;
using RecPipeline.Jobs.Generation;
using RecPipeline.Models.Generation;
using Spectre.Console;

namespace RecPipeline.Jobs.Commands;

[Verb("generate", HelpText = "Write a synthetic data set of MovieLens-20M's shape, with planted structure.")]
internal sealed class GenerateOptions
{
    [Option("users", Default = 138_493, MetaValue = "N", HelpText = "Users.")]
    public int Users { get; set; }

    [Option("items", Default = 26_744, MetaValue = "N", HelpText = "Items.")]
    public int Items { get; set; }

    [Option("ratings", Default = 20_000_263L, MetaValue = "N", HelpText = "Ratings.")]
    public long Ratings { get; set; }

    [Option("seed", Default = 1L, MetaValue = "N", HelpText = "The same seed gives the same bytes.")]
    public long Seed { get; set; }

    [Option("drift", Default = 0.0, MetaValue = "SHARE", HelpText = "How far a user's taste turns over time, 0 to 1.")]
    public double Drift { get; set; }

    [Option("out", Default = "out/generated", MetaValue = "FOLDER", HelpText = "New folder for ratings.csv, movies.csv and truth/.")]
    public string Out { get; set; } = "";

    [Option("threads", Default = 0, MetaValue = "N", HelpText = "Worker threads; 0 takes all cores. Never changes a result.")]
    public int Threads { get; set; }
}

/// <summary><c>recpipeline generate</c>.</summary>
internal static class GenerateCommand
{
    public static int Run(GenerateOptions options)
    {
        using var stop = new StopSignals();
        var clock = Stopwatch.StartNew();
        var files = new GeneratedFiles(Parameters(options), options.Out);
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        try
        {
            AnsiConsole.Progress().AutoClear(true).Start(context =>
            {
                var task = context.AddTask("generate", maxValue: 1);
                files.Write(threads, share => task.Value = share, stop.Token);
            });
        }
        catch (OperationCanceledException) when (stop.ExitCode is { } code)
        {
            Console.Error.WriteLine("Stopped by a signal; nothing was left behind.");
            return code;
        }
        AnsiConsole.Profile.Out.Writer.WriteLine(
            $"{options.Ratings:N0} ratings of {options.Users:N0} users and {options.Items:N0} items in {clock.Elapsed.TotalSeconds:0.0} s: "
            + $"{Path.GetFullPath(options.Out)}");
        return ExitCode.Done;
    }

    private static GeneratorParameters Parameters(GenerateOptions options)
    {
        var parameters = new GeneratorParameters(options.Users, options.Items, options.Ratings, options.Seed, options.Drift);
        try
        {
            parameters.Check();
            return parameters;
        }
        catch (ArgumentException error)
        {
            throw new UsageException(error.Message, error);
        }
    }
}
