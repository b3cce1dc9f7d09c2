using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecPipeline.GpuWorker.ModelFiles;

/// <summary>
/// What a model says about itself: everything but the numbers. Nothing of the clock or the machine, so equal runs give equal bytes.
/// </summary>
internal sealed record ModelHeader
{
    public const int KnownFormat = 1;

    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true,
    };

    public int Format { get; init; } = KnownFormat;

    /// <summary>The network file.</summary>
    public required string Network { get; init; }

    public required int ItemCount { get; init; }

    public required string ItemDictionaryHash { get; init; }

    /// <summary>Identity of the run: network, options and hand-off.</summary>
    public required string RunKey { get; init; }

    public required string Training { get; init; }

    public required string Protocol { get; init; }

    public required int Fold { get; init; }

    /// <summary>Where the run stands; of a finished one, where it ended.</summary>
    public required Position Position { get; init; }

    /// <summary>Loss and metrics of every finished epoch.</summary>
    public required IReadOnlyList<EpochResult> Epochs { get; init; }

    /// <summary>Epoch of the weights, from 1; 0 before the first is over.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Lengths of the arrays that follow, in order.</summary>
    public required IReadOnlyList<int> Arrays { get; init; }
}

/// <summary>A place between two updates.</summary>
/// <param name="Epoch">From 0.</param>
/// <param name="Batch">The epoch's next batch.</param>
/// <param name="Update">Updates so far.</param>
/// <param name="LossSum">Data loss of the epoch so far.</param>
/// <param name="PenaltySum">Sparseness penalty of the epoch so far, summed over updates.</param>
internal sealed record Position(int Epoch, int Batch, long Update, double LossSum, double PenaltySum);

/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Data loss per user.</param>
/// <param name="Ndcg">NDCG@100 of the validation users; null without any.</param>
/// <param name="Recall">Recall@100.</param>
internal sealed record EpochResult(int Epoch, double Loss, double? Ndcg, double? Recall);
