using System.Diagnostics;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using Serilog.Core;

namespace RecPipeline.Ladder;

/// <summary>One size of data: users and items grow with it as MovieLens-20M's shape shrinks, users in proportion, items with the root.</summary>
internal sealed record Rung(string Folder, long Ratings, int Users, int Items)
{
    public static Rung Of(string folder, int millions) => millions == 20
        ? new Rung(Path.Combine(folder, "20m"), 20_000_263, 138_493, 26_744)
        : new Rung(Path.Combine(folder, $"{millions}m"), millions * 1_000_000L, (int)(138_493L * millions / 20), (int)(26_744 * Math.Sqrt(millions / 20.0)));

    /// <summary>As many ratings as MovieLens-20M by ten times its users, 14 each: what a stage keeps for every user shows in its memory.</summary>
    public static Rung OfManyUsers(string folder) => new(Path.Combine(folder, "many-users"), 19_600_000, 1_400_000, 26_744);

    public string RatingsFile => Path.Combine(Folder, "data", "ratings.csv");

    /// <summary>Runs one stage over the tables of those before it and measures it.</summary>
    public StageLine Run(string stage, double peak, double triad)
    {
        Generate();
        GC.Collect();
        LinuxMemory.ForgetPeak();
        long allocated = GC.GetTotalAllocatedBytes();
        var (used, clock) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
        Execute(stage);
        double seconds = clock.Elapsed.TotalSeconds, processor = (Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds;
        return new StageLine(
            stage, Ratings, seconds, processor, LinuxMemory.PeakBytes(), GC.GetTotalAllocatedBytes() - allocated, Work.Of(stage, this), peak, triad);
    }

    public Catalog Catalog => new(new LocalStore(Path.Combine(Folder, "out")), Environment.ProcessorCount);

    // Lists of 100, one protocol: what benchmarks/results are about.
    public PipelineOptions Options => new()
    {
        Input = new InputOptions { Ratings = RatingsFile, Items = Path.Combine(Folder, "data", "movies.csv") },
        Output = Path.Combine(Folder, "out"),
        Clean = new CleanOptions { TimeMax = 2_000_000_000 },
        TopN = new TopNOptions { N = 100 },
        Evaluate = new EvaluateOptions { Protocols = ["strong_liked"] },
    };

    // The final lists without similarity, reasons and blend: what peers mean by the top n of all users.
    private PipelineOptions OptionsOf(string stage) => stage == "top-n-als"
        ? Options with
        {
            TopN = Options.TopN with { Reasons = 0, Candidates = Options.TopN.N },
            Models = Options.Models.With("similarity", Options.Models["similarity"] with { Weight = 0 }),
        }
        : Options;

    private void Execute(string stage)
    {
        var run = new RunContext(OptionsOf(stage), Catalog, new DateOnly(2026, 1, 31), DateTimeOffset.UtcNow, Logger.None, new Silence(), CancellationToken.None);
        new PipelineRun(run, new StageSelection(Only: stage == "top-n-als" ? "top-n" : stage), force: true).Execute();
    }

    private void Generate()
    {
        if (File.Exists(RatingsFile))
            return;
        string[] arguments = ["generate", "--users", $"{Users}", "--items", $"{Items}", "--ratings", $"{Ratings}", "--seed", "1", "--out", Path.Combine(Folder, "data")];
        using var child = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "RecPipeline.Jobs"), arguments) { RedirectStandardOutput = true })!;
        child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0)
            throw new InvalidOperationException($"'generate' ended with code {child.ExitCode}.");
    }

    private sealed class Silence : IRunProgress
    {
        public void Begin(string stage)
        {
        }

        public void Advance(double share)
        {
        }

        public void End(StageStatus status, double seconds)
        {
        }
    }
}
