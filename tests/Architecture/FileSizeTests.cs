namespace RecPipeline.Architecture.Tests;

/// <summary>Small files by habit: what grows past a few screens must say why.</summary>
public class FileSizeTests
{
    private const int Limit = 200;
    private const int MedianLimit = 110;

    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["jobs/Configuration/PipelineOptions.cs"] = "every option with default and range in one place: one record per stage, nothing else",
    };

    [Fact]
    public void No_file_is_long_without_a_reason()
    {
        var files = SourceTree.Files("*.cs").Select(SourceFile.Read).ToArray();
        var offenders = files.Where(file => file.LineCount > Limit && !Reasons.ContainsKey(file.Path)).OrderByDescending(file => file.LineCount);
        Rule.HasNoOffenders(offenders.Select(file => $"{file.Path}: {file.LineCount} lines, the limit is {Limit}; split it, or give its reason in {nameof(FileSizeTests)}"));
    }

    [Fact]
    public void Every_reason_still_has_its_long_file() =>
        Rule.HasNoOffenders(Reasons.Keys.Where(path => SourceTree.Files("*.cs").All(file => file != path) || SourceFile.Read(path).LineCount <= Limit));

    [Fact]
    public void The_typical_file_fits_on_two_screens()
    {
        var lengths = SourceTree.ProductCode().Select(file => file.LineCount).Order().ToArray();
        Assert.InRange(lengths[lengths.Length / 2], 1, MedianLimit);
    }
}
