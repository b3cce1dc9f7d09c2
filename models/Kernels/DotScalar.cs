namespace RecPipeline.Models.Kernels;

/// <summary>The canonical dot product, written plainly; it defines the bits that the vector variants must give.</summary>
public static class DotScalar
{
    public const int FloatLanes = 16;
    public const int DoubleLanes = 8;

    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<float> lanes = stackalloc float[FloatLanes];
        lanes.Clear();
        for (int start = 0; start < a.Length; start += FloatLanes)
            for (int lane = 0; lane < FloatLanes; lane++)
                lanes[lane] = MathF.FusedMultiplyAdd(At(a, start + lane), At(b, start + lane), lanes[lane]);
        return AddTree(lanes);
    }

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Span<double> lanes = stackalloc double[DoubleLanes];
        lanes.Clear();
        for (int start = 0; start < a.Length; start += DoubleLanes)
            for (int lane = 0; lane < DoubleLanes; lane++)
                lanes[lane] = Math.FusedMultiplyAdd(At(a, start + lane), At(b, start + lane), lanes[lane]);
        return AddTree(lanes);
    }

    /// <summary>Adds the upper half of the lanes to the lower half until one is left. Destroys <paramref name="lanes"/>.</summary>
    public static T AddTree<T>(Span<T> lanes)
        where T : System.Numerics.IAdditionOperators<T, T, T>
    {
        for (int half = lanes.Length / 2; half > 0; half /= 2)
            for (int lane = 0; lane < half; lane++)
                lanes[lane] += lanes[lane + half];
        return lanes[0];
    }

    private static T At<T>(ReadOnlySpan<T> values, int index)
        where T : struct => index < values.Length ? values[index] : default;
}
