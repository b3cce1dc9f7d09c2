namespace RecPipeline.Models.Numbers;

/// <summary>Random numbers addressed by (seed, stream, place): no state, so threads and order of use cannot change them.</summary>
/// <remarks>
/// Number i of a stream is output i of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) started at the stream's key:
/// mix(key + (i + 1) · gamma). The key of stream s is mix(seed + (s + 1) · gamma).
/// </remarks>
public static class CounterRandom
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    public static ulong Key(long seed, long stream) => At((ulong)seed, stream);

    /// <summary>64 uniform bits.</summary>
    public static ulong At(ulong key, long place) => Mix(unchecked(key + ((ulong)place + 1) * Gamma));

    /// <summary>A whole number in [0, below). The bias of taking the product's high word is under below / 2⁶⁴.</summary>
    public static int Index(ulong key, long place, int below) => (int)Math.BigMul(At(key, place), (ulong)below, out _);

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
