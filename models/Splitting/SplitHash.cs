using System.IO.Hashing;
using System.Numerics;

namespace RecPipeline.Models.Splitting;

/// <summary>The hash that decides every split: a row falls on the same side on any engine and in any order.</summary>
/// <remarks>
/// Spark SQL's <c>xxhash64(seed, user_id, item_id)</c> over bigint (or string) columns: XXH64 of each value's 8 little-endian bytes (or
/// UTF-8 bytes), seeded with the result for the column before it, the first with 42. The seed of a run is the first column, so seed 42 is
/// hashed with seed 42. Source: the XXH64 specification; test vectors from Spark. Twin of the 8-byte form: System.IO.Hashing, see
/// SplitHashTests.
/// </remarks>
public static class SplitHash
{
    private const long FirstSeed = 42;
    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63, Prime5 = 0x27D4EB2F165667C5;

    public static long Hash(long seed, long userId) => Chain(Chain(FirstSeed, seed), userId);

    public static long Hash(long seed, long userId, long itemId) => Chain(Hash(seed, userId), itemId);

    public static long HashUtf8(long seed, ReadOnlySpan<byte> userId) => Chain(Chain(FirstSeed, seed), userId);

    public static long HashUtf8(long seed, ReadOnlySpan<byte> userId, ReadOnlySpan<byte> itemId) => Chain(HashUtf8(seed, userId), itemId);

    /// <summary>h(seed, user) of a user's raw id, whatever its type.</summary>
    public static long OfUser(long seed, RawIds ids, int user)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ids.AreTexts ? HashUtf8(seed, ids.Texts[user]) : Hash(seed, ids.Numbers[user]);
    }

    /// <summary>Hashes one more string column on top of the columns before it.</summary>
    public static long Chain(long previous, ReadOnlySpan<byte> value) => (long)XxHash64.HashToUInt64(value, previous);

    /// <summary>Hashes one more bigint column on top of the columns before it.</summary>
    public static long Chain(long previous, long value)
    {
        ulong hash = (ulong)previous + Prime5 + sizeof(long);
        hash ^= BitOperations.RotateLeft((ulong)value * Prime2, 31) * Prime1;
        hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return (long)(hash ^ (hash >> 32));
    }

    /// <summary>Spark's <c>pmod(hash, modulus)</c>: in [0, modulus), also for negative hashes.</summary>
    public static int Bucket(long hash, int modulus) => (int)(((hash % modulus) + modulus) % modulus);
}
