using System.Collections;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support.Stores;
using Serilog.Core;

namespace RecPipeline.CrashHost;

/// <summary>The pipeline in a process that dies where a test says.</summary>
/// <remarks>
/// <c>run STAGE:MOMENT KEY=VALUE...</c> runs the pipeline with these settings and ends itself by SIGKILL at that moment (<see cref="Executioner"/>);
/// a run that lives to its end prints how many events it had.
/// <c>hold-lock FOLDER</c> takes the lock of an output folder and keeps it until it is killed.
/// </remarks>
public static class Program
{
    public static int Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return args switch
        {
            ["run", var moment, .. var settings] => Run(Executioner.Parse(moment), ConfigurationLoader.Load([], new Hashtable(), settings)),
            ["hold-lock", var folder] => HoldLock(folder),
            _ => throw new ArgumentException("Usage: run STAGE:MOMENT KEY=VALUE... | hold-lock FOLDER", nameof(args)),
        };
    }

    private static int Run(Executioner executioner, PipelineOptions options)
    {
        var catalog = new Catalog(new WatchedStore(new LocalStore(options.Output), executioner.Call));
        var started = DateTimeOffset.UtcNow;
        var run = new RunContext(options, catalog, DateOnly.FromDateTime(started.UtcDateTime), started, Logger.None, executioner, CancellationToken.None);
        new PipelineRun(run, new StageSelection(), force: false).Execute();
        Console.WriteLine($"events {executioner.Events}");
        return 0;
    }

    private static int HoldLock(string folder)
    {
        using var held = new LocalStore(folder).TryLock(Catalog.LockPath, $"process {Environment.ProcessId}", out string? holder)
            ?? throw new InvalidOperationException($"The lock is held by {holder}.");
        Console.WriteLine("held");
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }
}
