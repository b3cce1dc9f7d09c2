using System.Globalization;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.Dsstne;
using RecPipeline.Tests.Support;
using Xunit.Abstractions;

namespace RecPipeline.GpuWorker.Tests.Dsstne;

/// <summary>DSSTNE's text made from a printed seed: read item by item as it was written, or refused with the line of the fault.</summary>
public sealed class GeneratedTextTests(ITestOutputHelper output) : IDisposable
{
    private const int Samples = 30;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Whole_text_is_read_as_it_was_written() => Repeat(random =>
    {
        bool hasValues = random.Next(2) == 0;
        var rows = Rows(random, hasValues);
        var read = TextRows.Read(Write(random, rows.Select(Line)), readsValues: hasValues).ToArray();
        Assert.Equal(rows.Select(row => row.Sample), read.Select(row => row.Sample));
        Assert.Equal(rows.SelectMany(row => row.Items.Select(item => (item.Label, float.Parse(item.Value.Length == 0 ? "1" : item.Value, CultureInfo.InvariantCulture)))), read.SelectMany(row => row.Entries));
    });

    [Fact]
    public void A_fault_anywhere_is_refused_with_its_line() => Repeat(random =>
    {
        bool hasValues = random.Next(2) == 0;
        string[] lines = [.. Rows(random, hasValues).Select(Line)];
        int at = random.Next(Samples);
        lines[at] = Damaged(random, lines[at], hasValues);
        var error = Assert.Throws<ConfigurationException>(() => TextRows.Read(Write(random, lines), readsValues: random.Next(2) == 0).ToArray());
        Assert.Contains($" line {at + 1}: ", error.Message, StringComparison.Ordinal);
    });

    public void Dispose() => _folder.Dispose();

    private void Repeat(Action<Random> test)
    {
        int first = Environment.TickCount & 0xFFFFF;
        for (int seed = first; seed < first + 10; seed++)
        {
            output.WriteLine($"seed {seed}");
            test(new Random(seed));
        }
    }

    private static (string Sample, (string Label, string Value)[] Items)[] Rows(Random random, bool hasValues) =>
    [
        .. Enumerable.Range(0, Samples).Select(sample => ($"user{sample}", Enumerable.Range(0, 1 + random.Next(9)).Select(item =>
            ($"item{(item * 7) + random.Next(7)}", hasValues ? (random.Next(2) == 0 ? $"{random.Next(2_000_000_000)}" : $"{random.Next(50)}.5") : "")).ToArray())),
    ];

    private static string Line((string Sample, (string Label, string Value)[] Items) row) =>
        $"{row.Sample}\t{string.Join(':', row.Items.Select(item => item.Value.Length == 0 ? item.Label : $"{item.Label},{item.Value}"))}";

    private static string Damaged(Random random, string line, bool hasValues) => random.Next(4) switch
    {
        0 => $"{line}:late,often",
        1 => $"{line}:late,2020-09-13 12:43:47",
        2 => $"{line}\tlate",
        _ => hasValues ? $"{line}:late" : $"{line}:late,3",
    };

    private string Write(Random random, IEnumerable<string> lines)
    {
        string end = random.Next(2) == 0 ? "\n" : "\r\n";
        return _folder.Write($"{Guid.NewGuid():N}", string.Join(end, lines) + (random.Next(2) == 0 ? end : ""));
    }
}
