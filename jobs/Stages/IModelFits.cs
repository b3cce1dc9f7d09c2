using RecPipeline.Jobs.Running;
using RecPipeline.Models.Als;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Jobs.Stages;

/// <summary>The fits of evaluation, wherever they are computed: the same models to the last bit.</summary>
internal interface IModelFits
{
    /// <summary>Biases alone.</summary>
    RatingPredictor Biases(SparseMatrix ratings);

    /// <summary>Biases, then explicit ALS on their residuals.</summary>
    RatingPredictor Ratings(SparseMatrix ratings);

    /// <summary>Explicit ALS on the ratings as they are: what the report shows beside the default.</summary>
    RatingPredictor PlainRatings(SparseMatrix ratings);

    /// <summary>Item-item table of likes, or of ratings by option.</summary>
    SimilarityTable Similarity(SparseMatrix ratings);

    /// <summary>Implicit ALS on liked rows, each with 1 or its value.</summary>
    FactorModel Lists(SparseMatrix ratings);

    /// <summary>EASE on liked rows.</summary>
    /// <exception cref="UsageException">More items were liked than the limit allows.</exception>
    EaseModel Ease(SparseMatrix liked);
}
