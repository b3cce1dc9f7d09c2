namespace RecPipeline.Evaluation;

/// <summary>The users who take part in a metric: those whose value is not NaN, in user order.</summary>
internal static class Participants
{
    public static int[] Of(ReadOnlySpan<double> perUser)
    {
        var present = new List<int>(perUser.Length);
        for (int user = 0; user < perUser.Length; user++)
        {
            if (double.IsInfinity(perUser[user]))
                throw new ArgumentException(
                    $"User {user} has the value {perUser[user]}; a metric's values are finite, or NaN for who does not take part.");
            if (!double.IsNaN(perUser[user]))
                present.Add(user);
        }
        return [.. present];
    }

    public static double[] Pick(ReadOnlySpan<double> perUser, int[] users)
    {
        var picked = new double[users.Length];
        for (int i = 0; i < users.Length; i++)
            picked[i] = perUser[users[i]];
        return picked;
    }
}
