using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Contract;

/// <summary>A model with what it learned, ready to make lists or predictions.</summary>
public sealed record FittedModel(IModel Model, ModelOptions Options, ModelState State)
{
    public string Name => Model.Name;

    /// <summary>The model as the blend takes it, with the weight of its options.</summary>
    /// <exception cref="ArgumentException">The model makes no lists.</exception>
    public ListModel ToLists(ListContext context) => Model.Lists(State, Options, context) is { } lists
        ? new ListModel(Name, Options.Weight, lists.NewScorer) { NewFinder = lists.NewFinder }
        : throw new ArgumentException($"Model '{Name}' makes no lists.");

    /// <exception cref="ArgumentException">The model predicts no ratings.</exception>
    public IRatingModel ToRatings(RatingScale scale) => Model.Ratings(State, Options, scale)
        ?? throw new ArgumentException($"Model '{Name}' predicts no ratings.");
}
