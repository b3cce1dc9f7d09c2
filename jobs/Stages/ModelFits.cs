using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Jobs.Stages;

/// <summary>Fits the models with the run's options: the final fit and every evaluation fit go through here, so they are one model.</summary>
internal sealed class ModelFits(PipelineOptions options, CancellationToken cancellation) : IModelFits
{
    private readonly int _threads = options.EffectiveThreads;

    private double Low => options.Clean.RatingRange[0];

    private double High => options.Clean.RatingRange[1];

    public AlsParameters ListsParameters => new(
        options.Als.Lists.Rank, options.Als.Lists.MaxIter, options.Als.Lists.RegParam, options.Als.Lists.Alpha, ImplicitPrefs: true, options.Seed)
    {
        CountsValues = options.Als.Lists.Values == "rating",
    };

    public AlsParameters RatingsParameters => new(
        options.Als.Ratings.Rank, options.Als.Ratings.MaxIter, options.Als.Ratings.RegParam, Alpha: 0, ImplicitPrefs: false, options.Seed);

    public BiasParameters BiasParameters => new(options.Als.Ratings.BiasDamping, options.Als.Ratings.BiasSweeps);

    public SimilarityParameters SimilarityParameters => new(
        options.Similarity.K,
        options.Similarity.MinCommonUsers,
        options.Similarity.Shrinkage,
        options.Similarity.Values == "binary" ? SimilarityValues.Binary : SimilarityValues.Rating,
        options.Clean.RatingScale)
    {
        Measure = Enum.Parse<SimilarityMeasure>(options.Similarity.Measure, ignoreCase: true),
        Keep = options.Similarity.KeepPer == "source" ? KeepPer.Source : KeepPer.Candidate,
    };

    public bool SimilarityIsBinary => options.Similarity.Values == "binary";

    /// <summary>Biases, then explicit ALS on their residuals.</summary>
    public RatingPredictor Ratings(SparseMatrix ratings, Action<double>? progress = null, double from = 0, double to = 1)
    {
        var biases = BiasSolver.Fit(ratings, BiasParameters, _threads, cancellation);
        var factors = AlsSolver.Fit(biases.Residuals(ratings), RatingsParameters, _threads, Steps(RatingsParameters, progress, from, to), cancellation);
        return Predictor(biases, factors);
    }

    public RatingPredictor Predictor(BiasModel biases, FactorModel factors) =>
        new(biases, factors, Low, High);

    RatingPredictor IModelFits.Ratings(SparseMatrix ratings) => Ratings(ratings);

    /// <inheritdoc/>
    public RatingPredictor Biases(SparseMatrix ratings) =>
        Predictor(BiasSolver.Fit(ratings, BiasParameters, _threads, cancellation), FactorModel.Zero(ratings.Rows, ratings.Columns));

    /// <inheritdoc/>
    public RatingPredictor PlainRatings(SparseMatrix ratings) =>
        Predictor(BiasModel.None(ratings), AlsSolver.Fit(ratings, RatingsParameters, _threads, null, cancellation));

    /// <summary>Implicit ALS on liked rows, each with 1 or its value.</summary>
    public FactorModel Lists(SparseMatrix ratings, Action<double>? progress = null, double from = 0, double to = 1) =>
        AlsSolver.Fit(ListsParameters.CountsValues ? ratings.AtLeast(options.LikedThreshold) : ratings.Liked(options.LikedThreshold), ListsParameters, _threads, Steps(ListsParameters, progress, from, to), cancellation);

    FactorModel IModelFits.Lists(SparseMatrix ratings) => Lists(ratings);

    /// <inheritdoc/>
    public EaseModel Ease(SparseMatrix liked)
    {
        int known = Listed(liked);
        if (known > options.Ease.MaxItems)
            throw new UsageException(
                $"EASE: {known:N0} items were liked by somebody, more than ease.maxItems = {options.Ease.MaxItems:N0}; their weights would take {4e-9 * known * known:F1} GB "
                + "and the fit grows with their cube. Raise ease.maxItems, drop rare items (clean.minItemRatings) or set ease.enabled to false.");
        return EaseSolver.Fit(liked, new EaseParameters(options.Ease.Lambda, options.Ease.MaxItems), _threads, null, cancellation);
    }

    /// <inheritdoc/>
    public SimilarityTable Similarity(SparseMatrix ratings) => ItemSimilarity.Compute(
        SimilarityIsBinary ? ratings.Liked(options.LikedThreshold) : ratings, SimilarityParameters, _threads, cancellation);

    // Items with an entry. Memory: one byte per item.
    private static int Listed(SparseMatrix matrix)
    {
        var isListed = new bool[matrix.Columns];
        foreach (int item in matrix.Indices)
            isListed[item] = true;
        return isListed.Count(listed => listed);
    }

    private static Action<int>? Steps(AlsParameters parameters, Action<double>? progress, double from, double to) =>
        progress is null ? null : iteration => progress(from + ((to - from) * iteration / parameters.MaxIter));
}
