using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.HandOff;

/// <summary>Users of a role with their rows.</summary>
/// <param name="Users">user_index of each row.</param>
/// <param name="Input">[rows × items] what the network reads.</param>
/// <param name="Targets">[rows × items] what it should find; empty rows outside of validation.</param>
/// <param name="Seen">[rows × items] more items to hide.</param>
internal sealed record HandOffRows(int[] Users, SparseMatrix Input, SparseMatrix Targets, SparseMatrix Seen);
