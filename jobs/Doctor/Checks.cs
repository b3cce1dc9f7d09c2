using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Stages.Clean;
using RecPipeline.Ratings.Csv;
using RecPipeline.Spark.Launching;

namespace RecPipeline.Jobs.Doctor;

/// <summary>What <c>doctor</c> looks at.</summary>
internal static class Checks
{
    // latest-small peaks at about 250 MB; MovieLens-20M needs about 6 GB.
    private const long SmallMemory = 1L << 30;
    private const long SmallDisk = 1L << 30;

    public static IEnumerable<Finding> All(PipelineOptions options) =>
    [
        Runtime(), Processor(options), Memory(), Disk(options.Output), Output(options.Output),
        Ratings(options), Items(options.Input), .. Users(options.Input.Users), .. Spark(options),
    ];

    private static Finding Runtime() => new(Level.Good, ".NET", RuntimeInformation.FrameworkDescription);

    private static Finding Processor(PipelineOptions options)
    {
        string width = Vector512.IsHardwareAccelerated
            ? "512-bit vectors"
            : Vector256.IsHardwareAccelerated ? "256-bit vectors"
            : "no wide vectors";
        string found = $"{Environment.ProcessorCount} cores, {width}, {options.EffectiveThreads} threads in use";
        return Vector256.IsHardwareAccelerated
            ? new Finding(Level.Good, "processor", found)
            : new Finding(Level.Note, "processor", found, "Results are the same, runs take several times longer.");
    }

    private static Finding Memory()
    {
        long bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return bytes >= SmallMemory
            ? new Finding(Level.Good, "memory", Gigabytes(bytes))
            : new Finding(Level.Wrong, "memory", Gigabytes(bytes),
                $"Give the process at least {Gigabytes(SmallMemory)}; a container's limit counts.");
    }

    private static Finding Disk(string output)
    {
        string folder = ExistingParent(output);
        long bytes = new DriveInfo(folder).AvailableFreeSpace;
        return bytes >= SmallDisk
            ? new Finding(Level.Good, "disk", $"{Gigabytes(bytes)} free at {folder}")
            : new Finding(Level.Wrong, "disk", $"{Gigabytes(bytes)} free at {folder}",
                $"Free at least {Gigabytes(SmallDisk)}, or choose another --out.");
    }

    private static Finding Output(string output)
    {
        string folder = ExistingParent(output);
        if (File.Exists(output))
            return new Finding(Level.Wrong, "output", $"{Path.GetFullPath(output)} is a file",
                "Choose a folder that you may write to with --out.");
        string probe = Path.Combine(folder, $".recpipeline-probe-{Environment.ProcessId}");
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return new Finding(Level.Good, "output", $"{Path.GetFullPath(output)} is writable");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Finding(Level.Wrong, "output", error.Message, "Choose a folder that you may write to with --out.");
        }
    }

    private static Finding Ratings(PipelineOptions options)
    {
        string words = options.Input.Ratings;
        if (words.Split(',').Any(part => Addresses.IsHadoop(part.Trim())))
            return new Finding(Level.Note, "ratings", words, "Not looked at: an address is reached once a run has its Spark.");
        try
        {
            var files = InputFiles.Of(words);
            foreach (string path in files.Paths)
                RawFile.Identity(path);
            if (!TryResolve(options, out var found, out string problem))
                return new Finding(Level.Wrong, "ratings", problem, "Name the files' layout with --layout.");
            RatingsHeader.Read(InputParts.Of(files).Files, InputLayout.Of(found));
            string count = files.Paths.Count == 1 ? "" : $"{files.Paths.Count:N0} files, ";
            return new Finding(
                Level.Good, "ratings",
                $"{words}, {count}{files.Paths.Sum(path => new FileInfo(Addresses.Local(path)).Length):N0} bytes, "
                + $"layout {found.Input.Layout}");
        }
        catch (PipelineException error)
        {
            return new Finding(Level.Wrong, "ratings", error.Message, "Name the files with --ratings.");
        }
        catch (Exception error) when (error is CsvFormatException or ArgumentException)
        {
            return new Finding(Level.Wrong, "ratings", error.Message, "Name the files' layout with --layout.");
        }
    }

    private static bool TryResolve(PipelineOptions options, out PipelineOptions found, out string problem)
    {
        (found, problem) = (options, "");
        try
        {
            found = InputResolver.Resolved(options);
            return true;
        }
        catch (UsageException error)
        {
            problem = error.Message;
            return false;
        }
    }

    private static Finding Items(InputOptions input) => input.Items.Length == 0
        ? new Finding(Level.Note, "items", "none", "Lists will show ids; name a file with --items to see titles.")
        : File.Exists(input.Items)
            ? new Finding(Level.Good, "items", input.Items)
            : new Finding(Level.Wrong, "items", $"{input.Items}: no such file", "Name the file with --items, or --items none.");

    private static IEnumerable<Finding> Users(string file) => file.Length == 0 || Addresses.IsHadoop(file) ? []
        : [RawFile.IsFile(file)
            ? new Finding(Level.Good, "users", file)
            : new Finding(Level.Wrong, "users", $"{file}: no such file", "Name the file with --users, or leave it out.")];

    // The local engine needs neither, so their absence is worth no more than a note there.
    private static IEnumerable<Finding> Spark(PipelineOptions options) => SparkCheck.Look(SparkEngine.Finder(options.Spark))
        .Select(
            found => new Finding(found.IsGood ? Level.Good : options.Engine == "spark" ? Level.Wrong : Level.Note, found.What, found.Found,
                found.Advice));

    private static string ExistingParent(string path)
    {
        string folder = Path.GetFullPath(path);
        while (!Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private static string Gigabytes(long bytes) => $"{bytes / (double)(1L << 30):0.0} GiB";
}
