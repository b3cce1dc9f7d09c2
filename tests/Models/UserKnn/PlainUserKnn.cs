using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Tests.UserKnn;

/// <summary>User-user neighbourhoods by dense loops over all users: the formulas as they stand in the documentation.</summary>
internal sealed class PlainUserKnn
{
    private readonly double?[][] _rows; // [users][items]
    private readonly double _shrinkage;
    private readonly string _measure;

    public PlainUserKnn(SparseMatrix rows, string measure, double shrinkage)
    {
        (_measure, _shrinkage) = (measure, shrinkage);
        _rows = [.. Enumerable.Range(0, rows.Rows).Select(user => Dense(rows, user))];
    }

    public static double?[] Dense(SparseMatrix rows, int user)
    {
        var dense = new double?[rows.Columns];
        for (int at = 0; at < rows.RowCount(user); at++)
            dense[rows.RowIndices(user)[at]] = rows.RowValues(user)[at];
        return dense;
    }

    public double Similarity(double?[] own, int user)
    {
        var (meanA, meanB) = (own.Average() ?? 0, _rows[user].Average() ?? 0);
        var pairs = own.Zip(_rows[user]).Where(pair => pair.First is not null && pair.Second is not null)
            .Select(pair => (A: pair.First!.Value, B: pair.Second!.Value)).ToArray();
        double n = pairs.Length, damped = n / (n + _shrinkage);
        if (n == 0)
            return 0;
        double norm = Math.Sqrt(pairs.Sum(p => (p.A - meanA) * (p.A - meanA)) * pairs.Sum(p => (p.B - meanB) * (p.B - meanB)));
        return _measure switch
        {
            "cosine" =>
                pairs.Sum(p => p.A * p.B) / (Math.Sqrt(own.Sum(a => a * a)!.Value * _rows[user].Sum(b => b * b)!.Value) + _shrinkage),
            "pearson" => norm > 0 ? pairs.Sum(p => (p.A - meanA) * (p.B - meanB)) / norm * damped : 0,
            _ => damped / (1 + (pairs.Sum(p => (p.A - p.B) * (p.A - p.B)) / n)),
        };
    }

    /// <summary>The k most similar users among some, with their similarities.</summary>
    public IEnumerable<(int User, double Similarity)> Nearest(double?[] own, IEnumerable<int> users, int k) => users
        .Select(user => (User: user, Similarity: Similarity(own, user))).Where(each => each.Similarity > 0)
        .OrderByDescending(each => each.Similarity).ThenBy(each => each.User).Take(k);
}
