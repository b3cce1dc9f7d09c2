namespace RecPipeline.Architecture.Tests;

/// <summary>Which project may know which, by reference or by a file compiled by link; ARCHITECTURE.md draws the same arrows.</summary>
public class ProjectArrowTests
{
    /// <summary>Errors, exit codes and the like, which any room may use.</summary>
    private const string BelowAll = "foundation";

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["jobs"] = ["spark", "udfs", "ratings", "formats", "formats/Parquet", "models", "evaluation"],
        ["udfs"] = ["spark", "ratings", "formats", "models", "evaluation"],
        ["gpu-worker"] = ["models", "formats", "formats/Parquet", "evaluation"],
        ["spark"] = ["formats"],
        ["ratings"] = ["formats"],
        ["evaluation"] = ["models"],
        ["formats/Parquet"] = ["formats"],
        ["formats"] = [],
        ["models"] = [],
        [BelowAll] = [],
    };

    [Fact]
    public void Every_project_builds_only_on_those_below_it()
    {
        var product = ProjectFile.All.Where(project => project.IsProduct).ToArray();
        Assert.NotEmpty(product);
        Rule.HasNoOffenders(product.SelectMany(Upwards));
    }

    [Fact]
    public void A_linked_file_is_an_arrow()
    {
        const string Project = """
            <Project><PropertyGroup><AssemblyName>X</AssemblyName><RootNamespace>X</RootNamespace></PropertyGroup>
            <ItemGroup><Compile Include="../jobs/Running/Logs.cs;Own.cs" /><ProjectReference Include="..\formats\RecPipeline.Formats.csproj" /></ItemGroup></Project>
            """;
        Assert.Equal(["gpu-worker → jobs"], Upwards(ProjectFile.Parse("gpu-worker/X.csproj", System.Xml.Linq.XDocument.Parse(Project))));
    }

    private static IEnumerable<string> Upwards(ProjectFile project) => project.Targets
        .Where(target => target != BelowAll && !Arrows.GetValueOrDefault(project.Folder, []).Contains(target))
        .Select(target => $"{project.Folder} → {target}");

    [Fact]
    public void Every_product_project_has_its_arrows_written_down() =>
        Rule.HasNoOffenders(ProjectFile.All.Where(project => project.IsProduct && !Arrows.ContainsKey(project.Folder)).Select(project => project.Path));

    // Its library is 27 MB of machine code, which no executor needs.
    [Fact]
    public void What_executors_load_knows_no_Parquet() =>
        Rule.HasNoOffenders(ProjectFile.All.Where(project => project.Folder is "spark" or "udfs" or "ratings" or "formats" or "models" or "evaluation" or BelowAll)
            .SelectMany(project => project.Packages.Where(package => package.Contains("Parquet", StringComparison.Ordinal)).Select(package => $"{project.Path}: {package}")));

    [Fact]
    public void Samples_know_nothing_but_the_Spark_binding() =>
        Rule.HasNoOffenders(ProjectFile.All.Where(project => project.Path.StartsWith("samples/", StringComparison.Ordinal))
            .SelectMany(project => project.References).Where(reference => !reference.StartsWith("spark/", StringComparison.Ordinal)));

    [Fact]
    public void Every_product_project_has_a_test_project_of_its_name()
    {
        var tested = ProjectFile.All.Where(project => project.IsTests).SelectMany(project => project.References.Select(reference => (project.Name, Reference: reference))).ToHashSet();
        // A room inside a room has its tests among those of the outer one.
        string Outer(ProjectFile project) => ProjectFile.All.First(other => other.Folder == project.Folder.Split('/')[0]).Name;
        var untested = ProjectFile.All.Where(project => project.IsProduct && !tested.Contains((Outer(project) + ".Tests", project.Path)));
        Rule.HasNoOffenders(untested.Select(project => project.Path));
    }
}
