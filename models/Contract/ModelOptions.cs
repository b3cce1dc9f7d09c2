using RecPipeline.Foundation;

namespace RecPipeline.Models.Contract;

/// <summary>Options that every model has; a model's own come in a record derived from it, in the group
/// <c>models.&lt;name&gt;</c>.</summary>
public abstract record ModelOptions
{
    /// <summary>Options that say what a fitted model is used for; they change no fit.</summary>
    public static IReadOnlyList<string> OfUse { get; } = [nameof(Enabled), nameof(Weight), nameof(Write)];

    [Doc("Use this model: fit it, make its lists, measure it. --models sets this for all models at once.")]
    public bool Enabled { get; init; }

    [Doc("Weight of its z-scores in the blend; 0 keeps it out."), Between(0, 1e3)]
    public double Weight { get; init; }

    [Doc("Write its own lists beside the blend, as table top_n/<model>; of a model of ratings, its tables.")]
    public bool Write { get; init; }
}
