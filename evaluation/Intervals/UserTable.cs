namespace RecPipeline.Evaluation;

/// <summary>Values per user: [users × columns] float64, row-major. The only thing kept per user; never users × items.</summary>
/// <remarks>Each user's row is written by one caller, so rows may be claimed on any threads; what is read back is in user order.</remarks>
internal sealed class UserTable
{
    private readonly int _columns;
    private readonly double[] _values;
    private readonly int[] _claimed;

    public UserTable(int users, int columns)
    {
        _columns = columns;
        _values = new double[checked(users * columns)];
        _claimed = new int[users];
    }

    /// <summary>The user's row, to be filled; a user can be claimed once.</summary>
    /// <exception cref="ArgumentException">The user lies outside the table or was added before.</exception>
    public Span<double> Claim(int user)
    {
        if ((uint)user >= (uint)_claimed.Length)
            throw new ArgumentException(
                $"User {user} lies outside [0, {_claimed.Length}), the users this evaluation was made for.", nameof(user));
        if (Interlocked.Exchange(ref _claimed[user], 1) != 0)
            throw new ArgumentException($"User {user} was added twice; an evaluation takes each user's list once.", nameof(user));
        return Row(user);
    }

    public Span<double> Row(int user) => _values.AsSpan(user * _columns, _columns);

    /// <summary>Users added so far, ascending.</summary>
    public int[] AddedUsers()
    {
        var added = new List<int>(_claimed.Length);
        for (int user = 0; user < _claimed.Length; user++)
        {
            if (_claimed[user] != 0)
                added.Add(user);
        }
        return [.. added];
    }

    /// <summary>One column by user; NaN for users who were not added.</summary>
    public double[] Column(int column)
    {
        var values = new double[_claimed.Length];
        for (int user = 0; user < values.Length; user++)
            values[user] = _claimed[user] == 0 ? double.NaN : Row(user)[column];
        return values;
    }
}
