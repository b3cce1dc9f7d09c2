using System.Text.RegularExpressions;

namespace RecPipeline.Architecture.Tests;

/// <summary>Where a table lies is known to the catalog and to what it is made of.</summary>
public partial class OutputPathTests
{
    private static readonly Dictionary<string, string> MaySpeakToTheStore = new()
    {
        ["jobs/Tables/Catalog.cs"] = "the catalog itself",
        ["jobs/Tables/Catalog.Reading.cs"] = "the same",
        ["jobs/Tables/TableDraft.cs"] = "writes the files of a version that the catalog named",
        ["jobs/Tables/LocalCopy.cs"] = "copies the files of a version for a program beside this one",
        ["jobs/Running/StageRunner.cs"] = "replaces the small files of a stage after its tables",
        ["jobs/PipelineRun.cs"] = "takes the output's lock",
        ["jobs/Tuning/TrialTable.cs"] = "its trials, which stand on the disk after each of them",
        ["jobs/Tuning/TunedFile.cs"] = "tuned.json, after the trials",
        ["jobs/Stages/Report/RunFile.cs"] = "run.json after a failure, when no stage can write it",
        ["jobs/Stages/Publish/PublishedFile.cs"] = "reads its own published.json of the run before",
    };

    private static readonly Dictionary<string, string> MayKnowTheOutputFolder = new()
    {
        ["jobs/Configuration/PipelineOptions.cs"] = "the option itself",
        ["jobs/Configuration/OptionsCheck.cs"] = "refuses an empty one",
        ["jobs/Commands/RunCommand.cs"] = "makes the log and has the store made",
        ["jobs/Commands/TuneCommand.cs"] = "has the store made",
        ["jobs/Commands/RunStart.cs"] = "makes the log, and reads from the tables what clean took the input for",
        ["jobs/Tables/Stores.cs"] = "makes the store",
        ["jobs/Commands/RunSettings.cs"] = "expands {date}",
        ["jobs/Commands/ShowCommand.cs"] = "makes the store",
        ["jobs/Commands/DoctorCommand.cs"] = "passes it on to the checks",
        ["jobs/Doctor/Checks.cs"] = "checks that it is writable and has room",
        ["jobs/Running/Logs.cs"] = "the log file of a run lies in it, also when no store can be made",
    };

    [Fact]
    public void Only_the_catalog_and_its_parts_speak_to_the_store() => Rule.HasNoOffenders(
        SourceTree.Code("jobs").Where(file => !MaySpeakToTheStore.ContainsKey(file.Path)).SelectMany(file => file.Find(StoreCall())));

    [Fact]
    public void Only_commands_know_the_output_folder() => Rule.HasNoOffenders(
        SourceTree.Code("jobs").Where(file => !MayKnowTheOutputFolder.ContainsKey(file.Path)).SelectMany(file => file.Find(OutputFolder())));

    [Fact]
    public void Every_listed_file_needs_its_place() => Rule.HasNoOffenders(
        MaySpeakToTheStore.Keys.Where(path => !SourceFile.Read(path).Find(StoreCall()).Any())
            .Concat(MayKnowTheOutputFolder.Keys.Where(path => !SourceFile.Read(path).Find(OutputFolder()).Any())));

    [GeneratedRegex(@"\b[sS]tore\.(List|Open|Create|Replace|Delete|TryLock)\(")]
    private static partial Regex StoreCall();

    [GeneratedRegex(@"(?i)\boptions\.Output\b|\bstring output\b|\bcommand\.Out\b|\bstring Output\b")]
    private static partial Regex OutputFolder();
}
