using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Autoencoder;

/// <summary>Decides what is dropped while training. Stored nowhere: the same question has the same answer.</summary>
public interface IMasks
{
    /// <param name="epoch">From 0.</param>
    /// <param name="row">Row of the training data.</param>
    /// <param name="entry">Which of the row's stored items.</param>
    /// <param name="item">That item.</param>
    bool KeepsInput(int epoch, int row, int entry, int item);

    /// <param name="update">From 0.</param>
    /// <param name="layer">From 0.</param>
    /// <param name="batchRow">Row of the batch.</param>
    /// <param name="unit">Unit of the layer.</param>
    bool KeepsUnit(long update, int layer, int batchRow, int unit);
}

/// <summary>
/// Masks from a counter-based hash: a fresh one per epoch for inputs, per update for hidden units; independent of threads and of resuming.
/// </summary>
/// <remarks>
/// An input is dropped when the upper 32 bits of number (row · 2³² + item) of stream 2·epoch lie below p · 2³²; a unit by number
/// (batchRow · 2³² + unit) of stream −1 − (64·update + layer). Every back end draws the same numbers.
/// </remarks>
public sealed class HashMasks(NetworkDefinition definition, long seed) : IMasks
{
    /// <summary>Layers that have streams of their own.</summary>
    public const int MostLayers = 64;

    private readonly uint _input = Threshold(definition.Denoising);
    private readonly uint[] _units = [.. definition.Layers.Select(layer => Threshold(layer.Dropout))];

    public bool KeepsInput(int epoch, int row, int entry, int item) => Inputs(epoch).Keeps(row, item);

    public bool KeepsUnit(long update, int layer, int batchRow, int unit) => Units(update, layer).Keeps(batchRow, unit);

    /// <summary>Every answer of an epoch about inputs, for a device that draws them itself.</summary>
    public HashMask Inputs(int epoch) => new(_input == 0 ? 0 : InputKey(seed, epoch), _input);

    /// <summary>The same of an update about the units of a layer.</summary>
    public HashMask Units(long update, int layer) => new(_units[layer] == 0 ? 0 : UnitKey(seed, update, layer), _units[layer]);

    /// <summary>p · 2³², what the upper half of a random number is compared with.</summary>
    public static uint Threshold(double probability) => (uint)Math.Min(uint.MaxValue, probability * 4294967296.0);

    public static ulong InputKey(long seed, int epoch) => CounterRandom.Key(seed, 2L * epoch);

    /// <summary>Stream of the order of an epoch's rows.</summary>
    public static ulong ShuffleKey(long seed, int epoch) => CounterRandom.Key(seed, (2L * epoch) + 1);

    public static ulong UnitKey(long seed, long update, int layer) => CounterRandom.Key(seed, -1 - ((update * MostLayers) + layer));
}

/// <summary>A mask as two numbers.</summary>
/// <param name="Key">Of its stream.</param>
/// <param name="Threshold">Upper halves below it are dropped; 0 drops nothing.</param>
public readonly record struct HashMask(ulong Key, uint Threshold)
{
    public bool Keeps(int row, int column) =>
        Threshold == 0 || (CounterRandom.At(Key, ((long)row << 32) | (uint)column) >> 32) >= Threshold;
}
