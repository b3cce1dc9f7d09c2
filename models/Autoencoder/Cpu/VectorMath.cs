using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>exp, ln(1 + x) and tanh of eight floats, out of multiply-adds alone: the same bits on every processor.</summary>
internal static class VectorMath
{
    public const int Lanes = 8;

    private const float Least = -87.33654f, Most = 88.37626f; // exp is a normal number between
    private const float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    /// <summary>exp x, relative error below 2e-7; x is taken into [−87.3, 88.3] first.</summary>
    /// <remarks>x = n·ln 2 + r, |r| ≤ ln 2 / 2; exp r by its minimax polynomial (Cephes, expf); 2ⁿ by the exponent's bits.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(Least)), Vector256.Create(Most));
        var n = Vector256.Floor(Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(0.5f)));
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), r);
        var p = Vector256.Create(1.9875691500e-4f);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.3981999507e-3f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(8.3334519073e-3f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(4.1665795894e-2f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.6666665459e-1f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(5.0000001201e-1f));
        p = Vector256.FusedMultiplyAdd(p * r, r, r) + Vector256.Create(1f);
        var power = Vector256.ShiftLeft(Vector256.ConvertToInt32(n) + Vector256.Create(127), 23).AsSingle();
        return p * power;
    }

    /// <summary>ln(1 + e) for e in [0, 1], relative error below 2e-7.</summary>
    /// <remarks>2·artanh(s), s = e / (2 + e) ≤ 1/3: eight terms leave less than 1e-9.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LogOnePlus(Vector256<float> e)
    {
        var s = e / (e + Vector256.Create(2f));
        var square = s * s;
        var sum = Vector256.Create(1f / 15);
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1f / 13));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1f / 11));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1f / 9));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1f / 7));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1f / 5));
        sum = Vector256.FusedMultiplyAdd(sum, square, Vector256.Create(1f / 3));
        var twice = s + s;
        return Vector256.FusedMultiplyAdd(sum * square, twice, twice);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> z) => Vector256<float>.One / (Vector256<float>.One + Exp(-z));

    /// <summary>Σ of the eight lanes as doubles, in order.</summary>
    public static double Sum(Vector256<float> lanes)
    {
        double sum = 0;
        for (int lane = 0; lane < Lanes; lane++)
            sum += lanes[lane];
        return sum;
    }

    /// <summary>Loads eight floats from <paramref name="at"/> on; beyond the end they are <paramref name="beyond"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ReadOnlySpan<float> values, int at, float beyond = 0) => at + Lanes <= values.Length
        ? Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)at)
        : LoadEnd(values[at..], beyond);

    /// <summary>Stores eight floats, those beyond the end left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> vector, Span<float> values, int at)
    {
        if (at + Lanes <= values.Length)
            vector.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)at);
        else
            StoreEnd(vector, values[at..]);
    }

    // Apart from the loops' own code, which stays small enough to be kept in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<float> LoadEnd(ReadOnlySpan<float> values, float beyond)
    {
        Span<float> padded = stackalloc float[Lanes];
        padded.Fill(beyond);
        values.CopyTo(padded);
        return Vector256.Create<float>(padded);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreEnd(Vector256<float> vector, Span<float> values)
    {
        for (int lane = 0; lane < values.Length; lane++)
            values[lane] = vector[lane];
    }
}
