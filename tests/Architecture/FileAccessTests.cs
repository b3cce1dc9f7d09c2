using System.Text.RegularExpressions;

namespace RecPipeline.Architecture.Tests;

/// <summary>Stages see tables, never files; the mathematics sees arrays. Who opens files is listed here with what for.</summary>
public partial class FileAccessTests
{
    private static readonly Dictionary<string, string> MayUseFiles = new()
    {
        ["foundation/DurableFileStream.cs"] = "a file that is on the disk when it is closed",
        ["foundation/Home.cs"] = "finds the program's folder",
        ["jobs/Tables/LocalStore.cs"] = "tables in a folder of this machine",
        ["jobs/Tables/LocalCopy.cs"] = "copies of tables for programs that read files themselves",
        ["jobs/Inputs/RawFile.cs"] = "input files, which lie outside the output",
        ["jobs/Inputs/Pipes.cs"] = "copies of inputs that can be read only once",
        ["jobs/Configuration/ConfigurationLoader.cs"] = "settings files",
        ["jobs/Engines/SparkDefaults.cs"] = "settings files of Spark",
        ["jobs/Commands/RunSettings.cs"] = "looks for conf/pipeline.json",
        ["jobs/Reporting/Page/Skeleton.cs"] = "reads the page's parts, which lie inside the program",
        ["jobs/Doctor/Checks.cs"] = "looks at the machine",
        ["jobs/Stages/Autoencoder/WorkFolder.cs"] = "what the worker leaves between its starts",
        ["jobs/Stages/Publish/VectorIndex.cs"] = "the library writes its index to a file",
        ["jobs/Generation/GeneratedFiles.cs"] = "writes a generated data set, which is an input",
    };

    [Fact]
    public void Only_named_places_of_jobs_and_foundation_use_files()
    {
        var uses = SourceTree.Code("jobs", "foundation").Where(file => !MayUseFiles.ContainsKey(file.Path)).SelectMany(file => file.Find(FileApi()));
        Rule.HasNoOffenders(uses);
    }

    [Fact]
    public void Every_named_place_uses_files() =>
        Rule.HasNoOffenders(MayUseFiles.Keys.Where(path => !SourceFile.Read(path).Find(FileApi()).Any()));

    [Fact]
    public void Models_evaluation_and_udfs_use_no_files() =>
        Rule.HasNoOffenders(SourceTree.Code("models", "evaluation", "udfs").SelectMany(file => file.Find(FileApi())));

    [Fact]
    public void The_pattern_finds_what_it_is_for()
    {
        string[] uses = ["File.ReadAllText(path)", "= new FileStream(path", ": FileStream(path)", "Directory.Exists(a)", "new StreamWriter(x)", "new FileInfo(path)", "new DriveInfo(x)"];
        Assert.All(uses, use => Assert.Matches(FileApi(), use));
        string[] others = ["chunk.File, x", "RunFile.Path", "context.ReplaceLast(PublishedFile.Path, x)", "draft.WriteFile(a)", "RawFile.Open(x)", "int DirectoryCount;"];
        Assert.All(others, other => Assert.DoesNotMatch(FileApi(), other));
    }

    [GeneratedRegex(@"(?<![\w.])(File|Directory)\.[A-Z]|\b(FileStream|FileInfo|DirectoryInfo|DriveInfo|StreamReader|StreamWriter|FileSystemWatcher)\b(?=\s*[(.])")]
    private static partial Regex FileApi();
}
