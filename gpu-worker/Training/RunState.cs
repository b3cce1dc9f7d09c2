using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Training;

/// <summary>What a run must remember to go on: everything else follows from the job.</summary>
internal sealed class RunState(NetworkWeights weights, NetworkWeights best, OptimizerState optimizer)
{
    private readonly List<EpochResult> _epochs = [];

    /// <summary>Weights at the start or in the checkpoint; a checkpoint refreshes them from the device.</summary>
    public NetworkWeights Weights => weights;

    public OptimizerState Optimizer => optimizer;

    /// <summary>Weights of the best epoch so far; without validation users, of the last.</summary>
    public NetworkWeights Best => best;

    public int BestEpoch { get; private set; }

    public Position Position { get; set; } = new(0, 0, 0, 0, 0);

    public IReadOnlyList<EpochResult> Epochs => _epochs;

    public static RunState New(TrainingJob job)
    {
        var weights = NetworkWeights.Initial(job.Definition, job.Training.Seed, Environment.ProcessorCount);
        return new RunState(weights, NetworkWeights.Zero(job.Definition), OptimizerState.Zero(job.Definition, job.Training.Rule));
    }

    /// <summary>Adds a finished epoch and says whether it is the best.</summary>
    public bool Add(EpochResult result)
    {
        _epochs.Add(result);
        bool isBest = result.Ndcg is null || BestEpoch == 0 || result.Ndcg > _epochs[BestEpoch - 1].Ndcg;
        if (isBest)
            BestEpoch = result.Epoch;
        return isBest;
    }

    /// <summary>True when <paramref name="patience"/> epochs have passed without a better one.</summary>
    public bool IsOver(int patience) =>
        patience > 0 && BestEpoch > 0 && _epochs[^1].Ndcg is not null && _epochs.Count - BestEpoch >= patience;

    public void Restore(ModelHeader header)
    {
        _epochs.AddRange(header.Epochs);
        (BestEpoch, Position) = (header.BestEpoch, header.Position);
    }

    public ModelHeader Header(TrainingJob job) => new()
    {
        Network = job.Config.Text, ItemCount = job.Definition.Items,
        ItemDictionaryHash = job.Manifest.ItemDictionaryHash, RunKey = job.RunKey, Training = job.Options,
        Protocol = job.Manifest.Protocol, Fold = job.Manifest.Fold, Position = Position,
        Epochs = [.. _epochs], BestEpoch = BestEpoch, Arrays = [],
    };
}
