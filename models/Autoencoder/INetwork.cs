using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Autoencoder;

/// <summary>A place where networks are trained and asked: the processor, or a device behind a driver.</summary>
/// <remarks>
/// The whole difference between back ends lies behind this interface and <see cref="INetwork"/>; a step never brings anything of size batch
/// × items to the host.
/// </remarks>
public interface IBackEnd : IDisposable
{
    /// <summary>As a person would recognise it.</summary>
    string Name { get; }

    /// <summary>Copies a network to the device.</summary>
    /// <param name="setup">The network, its weights and, where it is to be trained, the optimiser and its state.</param>
    INetwork Load(NetworkSetup setup);
}

/// <param name="Weights">Where the network starts; it stays the caller's and does not change.</param>
/// <param name="BatchSize">The most rows of a step.</param>
/// <param name="Rule">Null for a network that only predicts.</param>
/// <param name="State">The optimiser's memory; null starts at 0.</param>
public sealed record NetworkSetup(
    NetworkDefinition Definition, NetworkWeights Weights, int BatchSize, TrainingRule? Rule = null, OptimizerState? State = null);

/// <summary>A network on a device.</summary>
public interface INetwork : IDisposable
{
    /// <summary>Makes training rows resident; later steps name rows of it.</summary>
    /// <param name="rows">[users × items]; values are read only where the definition says so.</param>
    void SetData(SparseMatrix rows);

    /// <summary>One update from the mean gradient of some rows. It may still be under way when the call returns.</summary>
    void Train(ReadOnlySpan<int> rows, in StepSettings step);

    /// <summary>The gradient that <see cref="Train"/> would follow, without weight decay; nothing changes. For checks.</summary>
    NetworkWeights Gradient(ReadOnlySpan<int> rows, in StepSettings step);

    /// <summary>Waits for the steps since the last call and gives their summed loss.</summary>
    /// <param name="leaving">So many of the last steps are left to the next call, so that a device goes on meanwhile.</param>
    StepLoss TakeLoss(int leaving = 0);

    /// <summary>Output of the network before (logits) and after its activation for some rows; for checks, not for lists.</summary>
    float[] Output(SparseMatrix rows, bool isLogit);

    /// <summary>Activations of a hidden layer, [rows × units], without dropout and denoising.</summary>
    float[] Hidden(SparseMatrix rows, int layer);

    /// <summary>The best items of every row, masked before selection.</summary>
    TopLists Select(ListRequest request);

    void CopyTo(NetworkWeights weights, OptimizerState? state);
}

/// <param name="Update">Updates before this one.</param>
/// <param name="Epoch">From 0.</param>
/// <param name="LearningRate">Of this update.</param>
/// <param name="Masks">What is dropped.</param>
public readonly record struct StepSettings(long Update, int Epoch, double LearningRate, IMasks Masks);

/// <param name="Data">Σ over rows and items.</param>
/// <param name="Sparseness">The Kullback-Leibler penalty, summed over updates.</param>
public readonly record struct StepLoss(double Data, double Sparseness)
{
    public StepLoss Plus(StepLoss other) => new(Data + other.Data, Sparseness + other.Sparseness);
}

/// <summary>A question for lists.</summary>
/// <param name="Input">[rows × items] what the network reads; these items are masked.</param>
/// <param name="Seen">[rows × items] more items to mask, row by row; null for none.</param>
/// <param name="Excluded">Items nobody gets.</param>
/// <param name="Order">Breaks ties.</param>
/// <param name="N">Rows of a list; shorter where the catalogue is exhausted.</param>
/// <param name="IsLogit">Scores are sums before the activation, else activations.</param>
public sealed record ListRequest(SparseMatrix Input, SparseMatrix? Seen, int[] Excluded, TopN.ListOrder Order, int N, bool IsLogit);

/// <summary>Lists of several rows: row r has items Offsets[r] … Offsets[r + 1], best first.</summary>
public sealed record TopLists(int[] Offsets, int[] Items, float[] Scores);
