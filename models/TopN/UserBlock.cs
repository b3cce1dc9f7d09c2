using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.TopN;

/// <summary>
/// Users whose lists are made together, with the items that each may not get: the user's own, blocked ones, and what nobody gets.
/// </summary>
/// <param name="items">Size of the catalogue.</param>
/// <param name="excluded">Items nobody may get.</param>
/// <param name="capacity">Most users.</param>
public sealed class UserBlock(int items, int[] excluded, int capacity)
{
    private const int WordBits = 64;
    private readonly int _words = (items + WordBits - 1) / WordBits;
    private readonly ulong[] _excluded = Bits(items, excluded);
    private readonly ulong[] _masks = new ulong[(items + WordBits - 1) / WordBits * capacity];
    private readonly int[] _users = new int[capacity];
    private SparseMatrix? _ratings, _blocked;
    private int[]? _userOfRow;
    private long[]? _timestamps;
    private int _firstUser;

    public int Items => items;

    public int Count { get; private set; }

    /// <summary>Begins with the next users.</summary>
    /// <param name="ratings">[users × items].</param>
    /// <param name="users">Rows of <paramref name="ratings"/>, at most as many as there is room for.</param>
    /// <param name="blocked">[users × items] cells that a user may not get; null for none.</param>
    /// <param name="firstUser">Index of the user in row 0, where rows are consecutive users.</param>
    /// <param name="userOfRow">Index of the user in each row, where they are not.</param>
    /// <param name="timestamps">One per cell of <paramref name="ratings"/>; null for none.</param>
    public void Start(
        SparseMatrix ratings, ReadOnlySpan<int> users, SparseMatrix? blocked,
        int firstUser = 0, int[]? userOfRow = null, long[]? timestamps = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        (_ratings, _blocked, Count) = (ratings, blocked, users.Length);
        (_firstUser, _userOfRow, _timestamps) = (firstUser, userOfRow, timestamps);
        users.CopyTo(_users);
        for (int at = 0; at < Count; at++)
        {
            var mask = _masks.AsSpan(at * _words, _words);
            _excluded.CopyTo(mask);
            Set(mask, ratings.RowIndices(users[at]));
            if (blocked is not null)
                Set(mask, blocked.RowIndices(users[at]));
        }
    }

    public History HistoryOf(int at) => History.Of(_ratings!, _users[at], _userOfRow?[_users[at]] ?? _firstUser + _users[at], _timestamps);

    /// <summary>Items that one of the users alone may not get, beside the own ones.</summary>
    public ReadOnlySpan<int> BlockedOf(int at) => _blocked is null ? [] : _blocked.RowIndices(_users[at]);

    /// <summary>What one of the users may not get.</summary>
    public ItemMask MaskOf(int at) => new(_masks.AsSpan(at * _words, _words));

    private static ulong[] Bits(int items, int[] excluded)
    {
        var bits = new ulong[(items + WordBits - 1) / WordBits];
        Set(bits, excluded);
        return bits;
    }

    private static void Set(Span<ulong> bits, ReadOnlySpan<int> items)
    {
        foreach (int item in items)
            bits[item / WordBits] |= 1UL << (item % WordBits);
    }
}

/// <summary>Items that are hidden from a user: bit i of word i / 64.</summary>
public readonly ref struct ItemMask(ReadOnlySpan<ulong> bits)
{
    private readonly ReadOnlySpan<ulong> _bits = bits;

    public bool Hides(int item) => ((_bits[item >> 6] >> item) & 1) != 0;

    /// <summary>Sets the scores of hidden items to −∞.</summary>
    /// <param name="scores">[items].</param>
    public void Hide(Span<float> scores)
    {
        for (int word = 0; word < _bits.Length; word++)
            for (ulong left = _bits[word]; left != 0; left &= left - 1)
                scores[(word * 64) + System.Numerics.BitOperations.TrailingZeroCount(left)] = float.NegativeInfinity;
    }
}
