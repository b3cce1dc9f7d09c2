using System.Diagnostics;
using Cloud.Unum.USearch;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Jobs.Stages.Publish;

/// <summary>An approximate index of item vectors by dot product, in the file format of USearch; keys are item indexes.</summary>
/// <remarks>
/// Source: Malkov, Yashunin, TPAMI 2018 (hierarchical navigable small worlds). Built on one thread, in order of the index.
/// The lists of a run never come from it; it is for services that ask for neighbours of vectors at any moment.
/// </remarks>
internal sealed class VectorIndex : IDisposable
{
    public const string FileName = "items.usearch";

    private const ulong Connectivity = 16, ExpansionAdd = 128, ExpansionSearch = 128;

    private readonly USearchIndex _index;
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"recpipeline-{Guid.NewGuid():N}.usearch");

    private VectorIndex(USearchIndex index) => _index = index;

    public double BuildSeconds { get; private init; }

    /// <summary>Of the file; 0 before <see cref="CopyTo"/>.</summary>
    public long Bytes { get; private set; }

    /// <exception cref="UsageException">The native library of USearch does not load here.</exception>
    public static VectorIndex Build(ModelVectors vectors, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var index = Open((ulong)vectors.Width);
        for (int item = 0; item < vectors.Items.Length / vectors.Width; item++)
        {
            cancellation.ThrowIfCancellationRequested();
            index.Add((ulong)item, vectors.Items[(item * vectors.Width)..((item + 1) * vectors.Width)]);
        }
        return new VectorIndex(index) { BuildSeconds = clock.Elapsed.TotalSeconds };
    }

    /// <summary>Copies the file of the index, which the library can only write to a disk.</summary>
    public void CopyTo(Stream output)
    {
        _index.Save(_file);
        using var saved = File.OpenRead(_file);
        Bytes = saved.Length;
        saved.CopyTo(output);
    }

    /// <summary>Asks for the nearest items of some users, and holds the answers against the exact ones.</summary>
    public IndexTrial Try(ModelVectors vectors, IReadOnlyList<float[]> users, int length)
    {
        var (asked, scanned, found, scores) = (new Stopwatch(), new Stopwatch(), 0, new float[vectors.Items.Length / vectors.Width]);
        foreach (float[] user in users)
        {
            asked.Start();
            int count = _index.Search(user, length, out ulong[] keys, out _);
            asked.Stop();
            scanned.Start();
            CanonicalDot.DotRows(user, vectors.Items, scores);
            scanned.Stop();
            var exact = Best(scores, length);
            found += keys.Take(count).Count(key => exact.Contains((int)key));
        }
        return new IndexTrial(
            (double)found / ((long)users.Count * length), asked.Elapsed.TotalMicroseconds / users.Count,
            scanned.Elapsed.TotalMicroseconds / users.Count);
    }

    public void Dispose()
    {
        _index.Dispose();
        File.Delete(_file);
    }

    private static USearchIndex Open(ulong width)
    {
        try
        {
            return new USearchIndex(MetricKind.Ip, ScalarKind.Float32, width, Connectivity, ExpansionAdd, ExpansionSearch);
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new UsageException(
                "Writing the index of item vectors: the native library of USearch does not load on this machine. It is there for "
                + $"linux-x64, osx-arm64 and win-x64. Set publish.vectorIndex to false. ({error.Message})", error);
        }
    }

    private static HashSet<int> Best(float[] scores, int length) =>
        [.. Enumerable.Range(0, scores.Length).OrderByDescending(item => scores[item]).Take(length)];
}

/// <summary>What an index gave.</summary>
/// <param name="Recall">Share of the exact nearest items that it found.</param>
/// <param name="Microseconds">Of a query.</param>
/// <param name="ExactMicroseconds">Of the scores of all items.</param>
internal sealed record IndexTrial(double Recall, double Microseconds, double ExactMicroseconds);
