namespace RecPipeline.Models.Splitting;

/// <summary>
/// Some users of many, drawn by hash of their raw ids: the same ones on any engine, in any order, with any other users beside them.
/// </summary>
/// <remarks>Example, ids 7, 8, 9 with hashes 5, −3, 2, two wanted: users 1 and 2. With three wanted the same two and user 0.</remarks>
/// <param name="Users">Indices, ascending.</param>
/// <param name="Of">How many they were drawn from.</param>
public sealed record UserSample(int[] Users, int Of)
{
    /// <summary>Somebody was left out.</summary>
    public bool IsPartial => Users.Length < Of;

    /// <summary>
    /// The users with the smallest (h(seed, user), user), as signed numbers; all where there are no more. A larger sample holds a smaller
    /// one.
    /// </summary>
    /// <param name="users">Indices to draw from, ascending.</param>
    /// <param name="ids">The raw id of every index.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="most">How many to draw; 0 takes all.</param>
    public static UserSample Draw(int[] users, RawIds ids, long seed, int most)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(ids);
        if (most == 0 || users.Length <= most)
            return new UserSample(users, users.Length);
        var hashed = Array.ConvertAll(users, user => (Hash: SplitHash.OfUser(seed, ids, user), User: user));
        Array.Sort(hashed);
        int[] taken = Array.ConvertAll(hashed[..most], each => each.User);
        Array.Sort(taken);
        return new UserSample(taken, users.Length);
    }
}
