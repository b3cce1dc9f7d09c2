namespace RecPipeline.Models.Contract;

/// <summary>A model as the registry, the stages, the report and the documentation see it.</summary>
/// <remarks>
/// An instance keeps nothing: what a fit learns is its <see cref="ModelState"/>, which travels as tables, as a broadcast and in memory
/// alike.
/// Implementations derive from <see cref="Model{TOptions}"/>; docs/adding-a-model.md walks through the smallest.
/// </remarks>
public interface IModel
{
    /// <summary>Folder of its tables, group of its options, row of metrics; lower case with hyphens, such as <c>user-knn</c>.</summary>
    string Name { get; }

    /// <summary>One sentence for the documentation and the report.</summary>
    string Does { get; }

    /// <summary>The paper or system that it follows.</summary>
    string Source { get; }

    /// <summary>Raised when the same input gives another state; part of the key of its tables.</summary>
    int Version { get; }

    ModelUse Use { get; }

    /// <summary>What the data must have; checked before anything runs.</summary>
    ModelNeeds Needs { get; }

    /// <summary>What a fit with these options must have: <see cref="Needs"/>, and what options ask for beside it.</summary>
    ModelNeeds FitNeeds(ModelOptions options) => Needs;

    /// <summary>The tables of its state, by name.</summary>
    IReadOnlyList<TableForm> Tables { get; }

    /// <summary>Its options with their defaults.</summary>
    ModelOptions Defaults { get; }

    /// <summary>Learns from the training rows. Same data, options and seed give the same bytes on any number of threads.</summary>
    ModelState Fit(TrainingData data, ModelOptions options, FitContext fit);

    /// <summary>True for a model that a stage of its own fits, such as a program on a GPU; <see cref="Fit"/> is then not called.</summary>
    bool IsFittedApart => false;

    /// <summary>True where these options predict ratings; false where a model that could is wanted for its lists alone.</summary>
    bool Predicts(ModelOptions options) => Use.HasFlag(ModelUse.Ratings);

    /// <summary>True where predicted ratings stand on another state than lists do, so that nobody pays for one who wants the other.
    /// </summary>
    bool PredictsApart => false;

    /// <summary>Learns what <see cref="Ratings"/> reads: <see cref="Fit"/>, except where <see cref="PredictsApart"/>.</summary>
    ModelState FitRatings(TrainingData data, ModelOptions options, FitContext fit) => Fit(data, options, fit);

    /// <summary>True for a model whose lists have <see cref="IListModel.Vectors"/>.</summary>
    bool HasVectors => false;

    /// <summary>True where these options leave some of themselves to <see cref="SelfTuning"/>.</summary>
    bool TunesItself(ModelOptions options) => false;

    /// <summary>The search before a fit on these rows; null where nothing is left to it. Decided by counts, never by a clock.</summary>
    SelfTuning? SelfTuning(TrainingData data, ModelOptions options) => null;

    /// <summary>What makes lists out of a state; null where the model makes none.</summary>
    IListModel? Lists(ModelState state, ModelOptions options, ListContext lists);

    /// <summary>What predicts ratings out of a state; null where the model predicts none.</summary>
    IRatingModel? Ratings(ModelState state, ModelOptions options, RatingScale scale);
}

/// <summary>What a model is for.</summary>
[Flags]
public enum ModelUse
{
    /// <summary>Makes lists of items.</summary>
    Lists = 1,

    /// <summary>Predicts ratings.</summary>
    Ratings = 2,

    /// <summary>Is measured for comparison; its lists are no part of a blend unless a weight says so.</summary>
    Baseline = 4,
}

/// <summary>What a model needs beyond ratings.</summary>
[Flags]
public enum ModelNeeds
{
    Nothing = 0,

    /// <summary>Genres, years or other columns that describe items.</summary>
    ItemFeatures = 1,

    /// <summary>A time for every rating.</summary>
    Timestamps = 2,
}
