using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Configuration;

/// <summary>A network file that has been read and checked.</summary>
/// <param name="Text">The file as it was, kept in the model.</param>
/// <param name="Template">The network with an output of one unit; <see cref="Definition"/> gives it its items.</param>
/// <param name="OutputUnits">The N of input and output where they name one.</param>
/// <param name="DataSets">Names of the input's and output's data sets; empty where none is named.</param>
/// <param name="Training">Optimiser and run.</param>
/// <param name="Warnings">What has no effect, though it stands there.</param>
internal sealed record NetworkConfig(
    string Text, NetworkDefinition Template, int? OutputUnits, IReadOnlyList<string> DataSets,
    TrainingConfig Training, IReadOnlyList<string> Warnings)
{
    /// <summary>The network over a catalogue.</summary>
    /// <exception cref="ConfigurationException">N is another number than the catalogue's.</exception>
    public NetworkDefinition Definition(int items)
    {
        if (OutputUnits is { } units && units != items)
            throw new ConfigurationException(
                $"The network has N {units:N0} in its input or output layer, the hand-off has {items:N0} items. Write \"N\": \"auto\".");
        return (Template with { Layers = [.. Template.Layers.SkipLast(1), Template.Output with { Units = items }] }).Checked();
    }
}

/// <summary>How a run goes; DSSTNE's letters: alpha, lambda, lambda1, mu, mu1.</summary>
internal sealed record TrainingConfig
{
    public Optimizer Optimizer { get; init; } = Optimizer.Sgd;

    public double LearningRate { get; init; } = 0.025;

    public double L2 { get; init; } = 1e-4;

    public double L1 { get; init; }

    public double? Mu { get; init; }

    public double? Mu1 { get; init; }

    public double Decay { get; init; }

    public int BatchSize { get; init; } = 1024;

    public int Epochs { get; init; } = 40;

    public int Patience { get; init; }

    public int DecayEvery { get; init; }

    public double DecayFactor { get; init; } = 0.5;

    public int Seed { get; init; } = 12134;

    public bool Shuffles { get; init; } = true;

    public bool CountsAdamFromTwo { get; init; }

    public TrainingRule Rule => new(
        Optimizer, LearningRate, L2, L1, Mu ?? (Optimizer == Optimizer.Adam ? 0.9 : 0.5), Mu1 ?? 0.999, Decay, CountsAdamFromTwo ? 2 : 1);

    /// <summary>Learning rate of an update: the schedule by epochs, then the decay by updates.</summary>
    public double RateOf(long update, int epoch) =>
        Rule.RateOf(update) * (DecayEvery > 0 ? Math.Pow(DecayFactor, epoch / DecayEvery) : 1);
}
