using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>docs/evaluation.md section 4 by hand: dictionaries, doubles, Gaussian elimination and full sorts over the tables of a run.</summary>
internal sealed class HandLists
{
    private readonly PipelineOptions _options;
    private readonly ILookup<int, (int Item, float Rating)> _history;
    private readonly Dictionary<(int Candidate, int Source), float> _similarity;
    private readonly AlsOptions _als;
    private readonly double[][] _factors;

    public HandLists(Catalog catalog, PipelineOptions options)
    {
        _options = options;
        var ratings = catalog.Load("ratings");
        var rows = ratings.Array<int>("user_index").Zip(ratings.Array<int>("item_index"), ratings.Array<float>("rating")).ToArray();
        _history = rows.ToLookup(row => row.First, row => (row.Second, row.Third));
        Users = (int)catalog.Contract("users").Rows;
        Counts = new int[(int)catalog.Contract("items").Rows];
        foreach (var row in rows)
            Counts[row.Second]++;
        var table = catalog.Load("models/similarity/neighbours");
        _similarity = table.Array<int>("item_index").Zip(table.Array<int>("neighbour_index"), table.Array<float>("score")).ToDictionary(row => (row.First, row.Second), row => row.Third);
        _als = options.Models.Of<AlsOptions>("als");
        float[] factors = ((Column<float>)catalog.Load("models/als/item_factors").Lists("features").Elements).Values.ToArray();
        _factors = [.. factors.Chunk(_als.Rank).Select(row => Array.ConvertAll(row, each => (double)each))];
    }

    public int Users { get; }

    public int[] Counts { get; }

    // 1, or the value where the option says so.
    private double Confidence(int user, int item) => _als.Values == "rating" ? _history[user].Single(row => row.Item == item).Rating : 1;

    public IEnumerable<int> Liked(int user) => _history[user].Where(row => row.Rating >= _options.LikedThreshold).Select(row => row.Item);

    /// <summary>Unseen items, most rated first.</summary>
    public IEnumerable<int> Popular(int user) => Enumerable.Range(0, Counts.Length).Except(_history[user].Select(row => row.Item)).OrderByDescending(item => Counts[item]).ThenBy(item => item);

    /// <summary>Unseen items by the sum of votes, in order; what is popular where nobody votes.</summary>
    public IEnumerable<(int Item, float Score)> Similarity(int user)
    {
        bool hasVotes = Liked(user).Any(source => Enumerable.Range(0, Counts.Length).Any(item => _similarity.ContainsKey((item, source))));
        return hasVotes
            ? Popular(user).Select(item => (item, Score: (float)SimilarityParts(user, item).Sum(part => part.Part))).OrderByDescending(row => row.Score)
            : Popular(user).Select(item => (item, (float)Counts[item]));
    }

    public IEnumerable<(int Item, double Part)> SimilarityParts(int user, int item) => Liked(user).Select(source => (source, (double)_similarity.GetValueOrDefault((item, source))));

    public IEnumerable<(int Item, double Score)> Als(int user) => Popular(user).Select(item => (item, AlsParts(user, item).Sum(part => part.Part))).OrderByDescending(row => row.Item2);

    /// <summary>c_j · y_iᵀ A⁻¹ y_j for each liked j: Hu, Koren, Volinsky 2008, section 5.</summary>
    public IEnumerable<(int Item, double Part)> AlsParts(int user, int item)
    {
        double[] solved = Solve(System(user), _factors[item]);
        return Liked(user).Select(source => (source, (1 + (_als.Alpha * Confidence(user, source))) * Dot(solved, _factors[source])));
    }

    /// <summary>Weighted z-scores over the union of both models' candidates.</summary>
    public IEnumerable<(int Item, double Score)> Blend(int user)
    {
        var als = ZScores(Als(user).Take(_options.TopN.Candidates).Select(row => (row.Item, row.Score)));
        var similarity = ZScores(Similarity(user).Take(_options.TopN.Candidates).Select(row => (row.Item, (double)row.Score)));
        return als.Keys.Union(similarity.Keys).Select(item => (item,
            _options.Models["similarity"].Weight * similarity.GetValueOrDefault(item, similarity.Values.Min()) + _options.Models["als"].Weight * als.GetValueOrDefault(item, als.Values.Min())));
    }

    /// <summary>The largest shares of what speaks for an item.</summary>
    public IEnumerable<(int Item, double Share)> Reasons(IEnumerable<(int Item, double Part)> parts)
    {
        var positive = parts.Where(part => part.Part > 0).ToArray();
        double sum = positive.Sum(part => part.Part);
        return Largest(positive.ToDictionary(part => part.Item, part => part.Part / sum));
    }

    public IEnumerable<(int Item, double Share)> Largest(Dictionary<int, double> shares) =>
        shares.OrderByDescending(share => share.Value).ThenBy(share => share.Key).Take(_options.TopN.Reasons).Select(share => (share.Key, share.Value));

    private static Dictionary<int, double> ZScores(IEnumerable<(int Item, double Score)> list)
    {
        var rows = list.ToArray();
        double mean = rows.Average(row => row.Score), sd = Math.Sqrt(rows.Average(row => (row.Score - mean) * (row.Score - mean)));
        return rows.ToDictionary(row => row.Item, row => sd == 0 ? 0 : (row.Score - mean) / sd);
    }

    // A = YᵀY + alpha · Σ y yᵀ over the liked items + regParam · n · I
    private double[][] System(int user)
    {
        var liked = Liked(user).ToHashSet();
        int rank = _als.Rank;
        return [.. Enumerable.Range(0, rank).Select(row => Enumerable.Range(0, rank).Select(column =>
            Enumerable.Range(0, _factors.Length).Sum(item => (liked.Contains(item) ? 1 + (_als.Alpha * Confidence(user, item)) : 1) * _factors[item][row] * _factors[item][column])
            + (row == column ? _als.RegParam * liked.Count : 0)).ToArray())];
    }

    private static double[] Solve(double[][] matrix, double[] right)
    {
        double[][] a = [.. matrix.Select((row, i) => row.Append(right[i]).ToArray())];
        for (int pivot = 0; pivot < a.Length; pivot++)
            foreach (int row in Enumerable.Range(0, a.Length).Where(row => row != pivot))
            {
                double factor = a[row][pivot] / a[pivot][pivot];
                for (int column = pivot; column <= a.Length; column++)
                    a[row][column] -= factor * a[pivot][column];
            }
        return [.. a.Select((row, i) => row[^1] / row[i])];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
