namespace RecPipeline.Models.Contract;

/// <summary>What a fit runs with.</summary>
/// <param name="Seed">Of every random choice.</param>
/// <param name="Threads">At least 1; never changes a byte.</param>
/// <param name="Scale">The ratings that there may be.</param>
/// <param name="Cancellation">Looked at within a second.</param>
public sealed record FitContext(long Seed, int Threads, RatingScale Scale, CancellationToken Cancellation)
{
    /// <summary>Called with the share that is done.</summary>
    public Action<double>? Progress { get; init; }

    /// <summary>Progress of a fit of so many iterations; null where nobody listens.</summary>
    public Action<int>? Steps(int iterations) => Progress is null ? null : iteration => Progress((double)iteration / iterations);
}

/// <summary>What lists are made with.</summary>
/// <param name="Seed">Of every random choice.</param>
/// <param name="Threads">For what is prepared once; each list is one thread's.</param>
/// <param name="LikedThreshold">Lowest rating of a history that is liked.</param>
/// <param name="Scale">The ratings that there may be.</param>
/// <param name="Cancellation">Stops the preparation.</param>
public sealed record ListContext(long Seed, int Threads, double LikedThreshold, RatingScale Scale, CancellationToken Cancellation);

/// <summary>The ratings that there may be.</summary>
/// <param name="Low">Lowest.</param>
/// <param name="High">Highest, above <paramref name="Low"/>.</param>
/// <param name="Multiplier">Ratings times this are integers, for exact sums; 2 for half stars.</param>
public sealed record RatingScale(double Low, double High, int Multiplier)
{
    /// <summary>The nearest value within the scale.</summary>
    public double Clamp(double rating) => Math.Clamp(rating, Low, High);
}
