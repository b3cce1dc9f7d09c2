using System.Reflection;
using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Arrow;
using RecPipeline.Spark.Worker;
using RecPipeline.SparkHost;

namespace RecPipeline.Spark.Tests.Worker;

/// <summary>Whether a worker is made from the driver's sources, without Spark.</summary>
public sealed class SourceVersionTests
{
    [Fact]
    public void Hash_SameLinesInAnyOrder_IsTheSame() => Assert.Equal(SourceVersion.Hash(["a.cs 01", "b.cs 02"]), SourceVersion.Hash(["b.cs 02", "a.cs 01", "b.cs 02"]));

    [Theory]
    [InlineData("a.cs 01", "b.cs 03")]
    [InlineData("a.cs 01", "c.cs 02")]
    [InlineData("a.cs 01")]
    public void Hash_OtherLines_IsAnother(params string[] lines) => Assert.NotEqual(SourceVersion.Hash(["a.cs 01", "b.cs 02"]), SourceVersion.Hash(lines));

    [Fact]
    public void Of_AnyProgram_CoversItsSourcesAndThoseOfWhatItUses()
    {
        var host = typeof(HostFunctions).Assembly;
        Assert.Matches(@"^0\.1\.0\.0\+[0-9a-f]{12}$", SourceVersion.Of(host));
        Assert.Contains(Sources(host), line => line.StartsWith("tests/SparkHost/HostFunctions.cs ", StringComparison.Ordinal));
        Assert.Contains(Sources(typeof(SourceVersion).Assembly), line => line.StartsWith("spark/Worker/SourceVersion.cs ", StringComparison.Ordinal));
        var all = new[] { host, typeof(SourceVersion).Assembly, typeof(RecordBatch).Assembly }.SelectMany(Sources);
        Assert.Equal(SourceVersion.Of(host).Split('+')[1], SourceVersion.Hash(all));
        Assert.All(all, line => Assert.Matches("^[^ /\\\\][^\\\\]* [0-9a-f]{64}$", line));
    }

    [Fact]
    public void Of_AssemblyWithoutAList_IsNamedByItsBuild() =>
        Assert.Equal(SourceVersion.Hash([$"{typeof(Assert).Assembly.GetName().Name} {typeof(Assert).Assembly.ManifestModule.ModuleVersionId}"]), SourceVersion.Of(typeof(Assert).Assembly).Split('+')[1]);

    [Fact]
    public void Find_FunctionOfOtherSources_IsRefusedWithBoth()
    {
        var command = WorkerCommand.For((BatchFunction)HostFunctions.Identity, CallKind.Batches, [], ArrowTypes.ToSchema(HostFunctions.Number), [], default);
        Assert.NotNull(FunctionTable.Find<BatchFunction>(command));
        var other = command with { Sources = "0.1.0.0+000000000000", Method = nameof(HostFunctions.Identity) };
        string message = Assert.Throws<InvalidDataException>(() => FunctionTable.Find<BatchFunction>(other)).Message;
        Assert.Equal(
            $"The driver has RecPipeline.SparkHost 0.1.0.0+000000000000, this worker {SourceVersion.Of(typeof(HostFunctions).Assembly)}: other sources. Build the executors' package again from the driver's sources.",
            message);
    }

    // The first row of a session already finds a program of other sources, before any function of it is called.
    [Fact]
    public void Probe_ProgramOfOtherSources_IsRefused()
    {
        string[] own = System.Text.Encoding.UTF8.GetString(WorkerProbe.Argument()).Split('\n');
        Assert.Equal(Assembly.GetEntryAssembly()!.GetName().Name, own[0]);
        WorkerProbe.Check(own);
        WorkerProbe.Check(["A.Program.That.Is.Not.Here", "0.1.0.0+000000000000"]);
        var error = Assert.Throws<InvalidDataException>(() => WorkerProbe.Check(["RecPipeline.SparkHost", "0.1.0.0+000000000000"]));
        Assert.StartsWith("The driver has RecPipeline.SparkHost 0.1.0.0+000000000000, this worker 0.1.0.0+", error.Message, StringComparison.Ordinal);
    }

    private static string[] Sources(Assembly assembly)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream("sources.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
