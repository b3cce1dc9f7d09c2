using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using RecPipeline.Models;
using RecPipeline.Models.Splitting;
using RecPipeline.Tests.Support;

namespace RecPipeline.Models.Tests.Splitting;

/// <summary>Vectors of Spark SQL's xxhash64(seed, user, item), from tests/golden/models/xxhash64.json.</summary>
public sealed class SplitHashTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllText(Repository.Golden("models/xxhash64.json"))).RootElement;

    [Fact]
    public void Hash_LongVectors_AreSparks()
    {
        foreach (var vector in Vectors.GetProperty("long").EnumerateArray())
            Assert.Equal(
                Expected(vector), SplitHash.Hash(Number(vector, "seed"), Number(vector, "user"), Number(vector, "item")));
        Assert.Equal(7, Vectors.GetProperty("long").GetArrayLength());
    }

    [Fact]
    public void HashUtf8_StringVectors_AreSparks()
    {
        foreach (var vector in Vectors.GetProperty("string").EnumerateArray())
            Assert.Equal(Expected(vector), SplitHash.HashUtf8(Number(vector, "seed"), Utf8(vector, "user"), Utf8(vector, "item")));
        Assert.Equal(6, Vectors.GetProperty("string").GetArrayLength());
    }

    [Fact]
    public void Hash_PartsOfSplitsJson_GiveHashAndBucket()
    {
        var splits = JsonDocument.Parse(File.ReadAllText(Repository.Golden("models/splits.json"))).RootElement;
        foreach (var vector in splits.GetProperty("xxhash64").EnumerateArray())
        {
            var parts = vector.GetProperty("parts").EnumerateArray().Select(part => part.GetInt64()).ToArray();
            long hash = parts.Length == 2 ? SplitHash.Hash(parts[0], parts[1]) : SplitHash.Hash(parts[0], parts[1], parts[2]);
            Assert.Equal(Expected(vector), hash);
            Assert.Equal(Number(vector, "mod10000"), SplitHash.Bucket(hash, 10_000));
        }
    }

    [Fact]
    public void Chain_EightBytes_EqualsTheLibrary()
    {
        var random = new Random(4);
        for (int i = 0; i < 1000; i++)
        {
            long previous = random.NextInt64(long.MinValue, long.MaxValue), value = random.NextInt64(long.MinValue, long.MaxValue);
            Assert.Equal((long)XxHash64.HashToUInt64(BitConverter.GetBytes(value), previous), SplitHash.Chain(previous, value));
        }
    }

    [Fact]
    public void OfRows_StringIds_EqualsHashUtf8()
    {
        var ids = new Utf8Ids(new[] { 0, 2, 11 }, Encoding.UTF8.GetBytes("u1tt0111161"));
        var rows = new RatingRows([0], [1], [1f], [0], [], []) { UserNames = ids, ItemNames = ids };
        Assert.Equal([-6340602384639019356], RowHashes.OfRows(rows, 42)); // xxhash64.json, string vector 2
    }

    private static long Number(JsonElement vector, string name) => vector.GetProperty(name).GetInt64();

    private static byte[] Utf8(JsonElement vector, string name) => Encoding.UTF8.GetBytes(vector.GetProperty(name).GetString()!);

    private static long Expected(JsonElement vector) =>
        long.Parse(vector.GetProperty("xxhash64").GetString()!, CultureInfo.InvariantCulture);
}
