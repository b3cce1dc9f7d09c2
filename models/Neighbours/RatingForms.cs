using RecPipeline.Models.Biases;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Neighbours;

/// <summary>What neighbours' ratings are compared by: a rating r of row v becomes (r − centre) / spread, and the average comes back by
/// the asking row's own.</summary>
/// <remarks>Example, form centred: a neighbour whose mean is 3 gave 4, so 1 above; the asking row's mean is 2.5, so 3.5 is
/// foretold.</remarks>
internal sealed class RatingForms
{
    private readonly double[] _means, _spreads;
    private readonly BiasModel? _biases;

    /// <param name="form">plain, centred, zscore or baseline.</param>
    /// <param name="ratings">[rows × columns].</param>
    /// <param name="biases">Of rows (as its users) and columns (as its items); read in form baseline.</param>
    public RatingForms(string form, SparseMatrix ratings, BiasModel biases)
    {
        (HasOpinionAlone, _biases) = (form != "plain", form == "baseline" ? biases : null);
        _means = form is "centred" or "zscore" ? Of(ratings, MeanOf) : new double[ratings.Rows];
        _spreads = Array.ConvertAll(form == "zscore" ? Of(ratings, SpreadOf) : new double[ratings.Rows], spread => spread > 0 ? spread : 1);
    }

    /// <summary>True where the centre alone is an opinion, without neighbours.</summary>
    public bool HasOpinionAlone { get; }

    /// <summary>True where the centre of a row is made of its ratings alone, so that a row without any has none.</summary>
    public bool NeedsRatings => HasOpinionAlone && _biases is null;

    public double Centre(int row, int column) => _biases?.Predict(row, column) ?? _means[row];

    /// <summary>Standard deviation of a row's ratings in form zscore, else 1.</summary>
    public double Spread(int row) => _spreads[row];

    private static double[] Of(SparseMatrix ratings, Func<float[], double> of) =>
        [.. Enumerable.Range(0, ratings.Rows).Select(row => of(ratings.RowValues(row).ToArray()))];

    private static double MeanOf(float[] values) => RowVectors.MeanOf(values);

    private static double SpreadOf(float[] values)
    {
        double mean = MeanOf(values);
        return values.Length == 0 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }
}
