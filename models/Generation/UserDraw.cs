using RecPipeline.Models.Kernels;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Generation;

/// <summary>Draws which items a user meets. One thread's workspace.</summary>
/// <remarks>
/// An item is proposed by popularity weight and accepted with probability ((1 + taste·item) / 2)⁴, so that meeting goes with taste; what the user has is
/// not met again. The taste may drift: draw k uses the taste at time k / count. Cost about 15 proposals per rating.
/// </remarks>
internal sealed class UserDraw(Taste taste, GeneratorParameters p)
{
    private const int DrawStream = 4, TimeSteps = 4;
    private readonly ulong[] _seen = new ulong[(p.Items + 63) / 64];
    private readonly float[] _tastes = new float[TimeSteps * Taste.Rank];
    private readonly float[] _later = new float[Taste.Rank];
    private int[] _items = [];

    /// <summary>The user's bias in stars, once <see cref="Draw"/> has run.</summary>
    public float Bias { get; private set; }

    /// <summary>The user's items in order of drawing; valid until the next call.</summary>
    /// <param name="proposals">By popularity weight.</param>
    /// <param name="user">User number.</param>
    /// <param name="count">How many items, at most a third of the catalogue.</param>
    public ReadOnlySpan<int> Draw(ProposalTable proposals, int user, int count)
    {
        SetTastes(user);
        if (_items.Length < count)
            _items = new int[count];
        ulong key = CounterRandom.Key(p.Seed, DrawStream + ((long)user << 3));
        long place = 0;
        for (int k = 0; k < count; k++)
        {
            var taste = TasteAt(k, count);
            int item;
            do
                item = proposals.Item(CounterRandom.At(key, place++));
            while (IsSeen(item) || !IsAccepted(taste, item, CounterRandom.At(key, place++)));
            _seen[item >> 6] |= 1UL << item;
            _items[k] = item;
        }
        var drawn = _items.AsSpan(0, count);
        foreach (int item in drawn)
            _seen[item >> 6] = 0;
        return drawn;
    }

    /// <summary>The user's taste when item <paramref name="k"/> of <paramref name="count"/> was met.</summary>
    public ReadOnlySpan<float> TasteAt(int k, int count) => _tastes.AsSpan((int)((long)k * TimeSteps / count) * Taste.Rank, Taste.Rank);

    private bool IsSeen(int item) => (_seen[item >> 6] >> item & 1) != 0;

    private bool IsAccepted(ReadOnlySpan<float> user, int item, ulong bits)
    {
        float half = (1 + CanonicalDot.Dot(user, taste.Item(item))) / 2;
        return (bits >> 40) * (1.0f / (1 << 24)) < half * half * half * half;
    }

    private void SetTastes(int user)
    {
        Span<float> now = stackalloc float[Taste.Rank];
        Bias = taste.User(user, now);
        taste.LaterUser(user, _later);
        for (int step = 0; step < TimeSteps; step++)
        {
            float turned = (float)p.Drift * step / (TimeSteps - 1);
            var at = _tastes.AsSpan(step * Taste.Rank, Taste.Rank);
            for (int i = 0; i < Taste.Rank; i++)
                at[i] = ((1 - turned) * now[i]) + (turned * _later[i]);
            float length = MathF.Sqrt(DotScalar.Dot(at, at));
            for (int i = 0; i < Taste.Rank; i++)
                at[i] /= length;
        }
    }
}
