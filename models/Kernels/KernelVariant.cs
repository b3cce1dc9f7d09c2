namespace RecPipeline.Models.Kernels;

/// <summary>The instruction sets that kernels are written for. All of them give the same bits.</summary>
public enum KernelVariant
{
    Scalar,
    Vector256,
    Vector512,
}
