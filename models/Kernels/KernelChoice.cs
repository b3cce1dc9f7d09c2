using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>Which kernel variant this process uses: the widest that the machine has, or the one named by RECPIPELINE_KERNEL.</summary>
public static class KernelChoice
{
    public const string EnvironmentVariable = "RECPIPELINE_KERNEL";

    /// <summary>Every variant that this machine can run, the plain one first; 512 bit in halves where it has only 256.</summary>
    public static IReadOnlyList<KernelVariant> Supported { get; } = [.. Enum.GetValues<KernelVariant>().Where(IsSupported)];

    /// <summary>The variant in use, fixed when the first kernel is used.</summary>
    public static KernelVariant Chosen { get; } = Parse(Environment.GetEnvironmentVariable(EnvironmentVariable));

    public static bool IsSupported(KernelVariant variant) => variant == KernelVariant.Scalar || Vector256.IsHardwareAccelerated;

    /// <summary>Reads the value of RECPIPELINE_KERNEL; null or empty means the widest variant whose registers the processor has.</summary>
    /// <exception cref="ArgumentException">The name is unknown, or the machine lacks the instructions.</exception>
    public static KernelVariant Parse(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return Vector512.IsHardwareAccelerated ? KernelVariant.Vector512
                : IsSupported(KernelVariant.Vector256) ? KernelVariant.Vector256
                : KernelVariant.Scalar;
        if (!Enum.TryParse(name, ignoreCase: true, out KernelVariant variant) || !Enum.IsDefined(variant))
            throw new ArgumentException(
                $"{EnvironmentVariable} is '{name}'; it must be vector512, vector256 or scalar, or unset.", nameof(name));
        return IsSupported(variant)
            ? variant
            : throw new ArgumentException(
                $"{EnvironmentVariable} is '{name}', but this processor lacks these instructions. Unset it.", nameof(name));
    }
}

/// <summary>The instruction sets that kernels are written for. All of them give the same bits.</summary>
public enum KernelVariant
{
    Scalar,
    Vector256,
    Vector512,
}
