using RecPipeline.Models.Kernels;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Generation;

/// <summary>A user's generated rows, by item.</summary>
/// <param name="User">User number from 0.</param>
/// <param name="Items">Item numbers, ascending.</param>
/// <param name="HalfStars">Twice the rating, 1 to 10.</param>
/// <param name="Timestamps">Seconds since 1970.</param>
public sealed record GeneratedUser(int User, int[] Items, byte[] HalfStars, long[] Timestamps);

/// <summary>Makes ratings with planted structure and the marginals of MovieLens-20M (see GeneratorParameters).</summary>
/// <remarks>
/// Users are made one by one from (seed, user), on any thread, so 20 million ratings stream through little memory and the same seed gives
/// the same rows. A rating is 2.9 + user bias + item bias + 2 · taste·item + noise, rounded to half stars.
/// </remarks>
public sealed class RatingsGenerator
{
    private const int CalibrationUsers = 20_000, CalibrationRounds = 4, NoiseStream = 5, TimeStream = 6, OrderStream = 7;
    private const long FirstTime = 820_454_400, LastStart = 1_388_534_400, LongestUse = 94_608_000; // 1996, 2014, three years
    private readonly GeneratorParameters _p;
    private readonly int[] _counts;
    private readonly float[] _weights;

    /// <summary>Plants the truth and finds the weights with which items are met as often as they should be.</summary>
    public RatingsGenerator(GeneratorParameters p, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(p);
        p.Check();
        _p = p;
        _counts = Shuffled(UserActivity.Counts(p), OrderStream);
        double[] target = Shuffled(ItemPopularityCurve.Expected(p), OrderStream + 1);
        Taste = new Taste(p, target);
        _weights = Calibrate(target, threads, cancellation);
    }

    public Taste Taste { get; }

    /// <summary>Makes all users in order, some at a time on all threads.</summary>
    public IEnumerable<GeneratedUser[]> Users(int threads, CancellationToken cancellation)
    {
        const int block = 2_048, chunk = 32;
        for (int start = 0; start < _p.Users; start += block)
        {
            var users = new GeneratedUser[Math.Min(block, _p.Users - start)];
            int first = start;
            RowChunks.Run(users.Length, chunk, threads, () => new UserDraw(Taste, _p), (draw, from, end) =>
            {
                for (int i = from; i < end; i++)
                    users[i] = Make(draw, first + i);
            }, cancellation);
            yield return users;
        }
    }

    private GeneratedUser Make(UserDraw draw, int user)
    {
        int count = _counts[user];
        int[] items = draw.Draw(_weights, user, count).ToArray();
        var (stars, times) = (new byte[count], new long[count]);
        ulong noise = CounterRandom.Key(_p.Seed, NoiseStream + ((long)user << 3));
        ulong time = CounterRandom.Key(_p.Seed, TimeStream + ((long)user << 3));
        var (start, use) = Period(time);
        for (int k = 0; k < count; k++)
        {
            stars[k] = HalfStars(draw.Bias, draw.Likings[k], items[k], RoundNormal.At(noise, k));
            times[k] = start + (use * k / count) + CounterRandom.Index(time, k + 2, (int)Math.Max(1, use / count));
        }
        int[] order = [.. Enumerable.Range(0, count).OrderBy(k => items[k])];
        return new GeneratedUser(
            user, [.. order.Select(k => items[k])], [.. order.Select(k => stars[k])], [.. order.Select(k => times[k])]);
    }

    private byte HalfStars(float userBias, float liking, int item, double noise)
    {
        double stars = 2.9 + userBias + Taste.ItemBiases[item] + (2 * liking) + (0.7 * noise);
        return (byte)Math.Clamp(Math.Round(2 * stars), 1, 10);
    }

    // Half of all users rate on one day, the others over up to three years.
    private static (long Start, long Seconds) Period(ulong key)
    {
        long start = FirstTime + CounterRandom.Index(key, 0, (int)(LastStart - FirstTime));
        ulong bits = CounterRandom.At(key, 1);
        return (start, (bits & 1) == 0 ? 14_400 : 86_400 + (long)((bits >> 1) % LongestUse));
    }

    // Weights are corrected by how often a part of the users meets each item; few meetings say little, so the correction leans to 1.
    private float[] Calibrate(double[] target, int threads, CancellationToken cancellation)
    {
        double[] weights = [.. target];
        int users = Math.Min(_p.Users, CalibrationUsers);
        for (int round = 0; round < CalibrationRounds; round++)
        {
            int[] met = Met(Array.ConvertAll(weights, weight => (float)weight), users, threads, cancellation);
            double share = met.Sum(each => (double)each) / target.Sum();
            for (int item = 0; item < weights.Length; item++)
                weights[item] *= ((share * target[item]) + 50) / (met[item] + 50);
        }
        return Array.ConvertAll(weights, weight => (float)weight);
    }

    private int[] Met(float[] weights, int users, int threads, CancellationToken cancellation)
    {
        var met = new int[_p.Items];
        RowChunks.Run(users, 32, threads, () => new UserDraw(Taste, _p), (draw, first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                int user = (int)((long)i * _p.Users / users);
                foreach (int item in draw.Draw(weights, user, _counts[user]))
                    Interlocked.Increment(ref met[item]);
            }
        }, cancellation);
        return met;
    }

    private T[] Shuffled<T>(T[] values, int stream)
    {
        ulong key = CounterRandom.Key(_p.Seed, stream);
        ulong[] order = [.. Enumerable.Range(0, values.Length).Select(place => CounterRandom.At(key, place))];
        Array.Sort(order, values);
        return values;
    }
}
