namespace RecPipeline.Models.Content;

/// <summary>Rows of likeness as they are asked for, kept for the next time while there is room. Shared by all threads.</summary>
/// <remarks>Memory: at most about 64 MB; rows beyond that are made anew each time.</remarks>
internal sealed class LikenessTable(ItemProfiles profiles, ContentOptions options)
{
    private const int MostNumbers = 4_000_000; // of each of the two tables
    private readonly Likeness _likeness = new(profiles, options);
    private readonly double[]?[] _kinds = new double[profiles.Kinds.Rows][];
    private readonly double[]?[] _points = new double[profiles.Points.Rows][];
    private int _kept;

    /// <summary>Cosine of a kind with every kind.</summary>
    public double[] Kinds(int kind) => Row(_kinds, kind, _likeness.OfKinds);

    /// <summary>Closeness of a point to every point.</summary>
    public double[] Points(int point) => Row(_points, point, _likeness.OfPoints);

    public double Of(int a, int b) => Kinds(profiles.KindOf[a])[profiles.KindOf[b]] * Points(profiles.PointOf[a])[profiles.PointOf[b]];

    // Two threads may make the same row; it is the same row.
    private double[] Row(double[]?[] rows, int at, Action<int, double[]> make)
    {
        if (Volatile.Read(ref rows[at]) is { } kept)
            return kept;
        var row = new double[rows.Length];
        make(at, row);
        if (Interlocked.Add(ref _kept, row.Length) <= 2 * MostNumbers)
            Volatile.Write(ref rows[at], row);
        else
            Interlocked.Add(ref _kept, -row.Length);
        return row;
    }
}
