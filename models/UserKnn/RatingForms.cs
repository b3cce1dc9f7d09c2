using RecPipeline.Models.Biases;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.UserKnn;

/// <summary>What neighbours' ratings are compared by: a rating r of user v becomes (r − centre) / spread, and the average comes back by
/// the asking user's own.</summary>
/// <remarks>Example, form centred: a neighbour whose mean is 3 gave 4, so 1 above; the asking user's mean is 2.5, so 3.5 is
/// foretold.</remarks>
internal sealed class RatingForms
{
    private readonly double[] _means, _spreads;
    private readonly BiasModel? _biases;

    public RatingForms(string form, SparseMatrix ratings, BiasModel? biases)
    {
        (HasOpinionAlone, _biases) = (form != "plain", biases);
        _means = form is "centred" or "zscore" ? Of(ratings, MeanOf) : new double[ratings.Rows];
        _spreads = Array.ConvertAll(form == "zscore" ? Of(ratings, SpreadOf) : new double[ratings.Rows], spread => spread > 0 ? spread : 1);
    }

    /// <summary>True where the centre alone is an opinion, without neighbours.</summary>
    public bool HasOpinionAlone { get; }

    public double Centre(int user, int item) => _biases?.Predict(user, item) ?? _means[user];

    /// <summary>Standard deviation of a user's ratings in form zscore, else 1.</summary>
    public double Spread(int user) => _spreads[user];

    private static double[] Of(SparseMatrix ratings, Func<float[], double> of) =>
        [.. Enumerable.Range(0, ratings.Rows).Select(user => of(ratings.RowValues(user).ToArray()))];

    private static double MeanOf(float[] values) => UserVectors.MeanOf(values);

    private static double SpreadOf(float[] values)
    {
        double mean = MeanOf(values);
        return values.Length == 0 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }
}
