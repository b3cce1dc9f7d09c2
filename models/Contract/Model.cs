namespace RecPipeline.Models.Contract;

/// <summary>A model with options of its own type; what folders of models derive from.</summary>
/// <typeparam name="TOptions">A record whose fields have ranges and a line of documentation.</typeparam>
public abstract class Model<TOptions> : IModel
    where TOptions : ModelOptions, new()
{
    public abstract string Name { get; }

    public abstract string Does { get; }

    public abstract string Source { get; }

    public virtual int Version => 1;

    public abstract ModelUse Use { get; }

    public virtual ModelNeeds Needs => ModelNeeds.Nothing;

    public abstract IReadOnlyList<TableForm> Tables { get; }

    public virtual bool IsFittedApart => false;

    public virtual bool PredictsApart => false;

    public virtual bool HasVectors => false;

    public virtual ModelOptions Defaults => new TOptions();

    public ModelState Fit(TrainingData data, ModelOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        fit.Cancellation.ThrowIfCancellationRequested();
        return Fit(data, Own(options), fit);
    }

    public ModelNeeds FitNeeds(ModelOptions options) => Needs | FitNeeds(Own(options));

    public bool Predicts(ModelOptions options) => Use.HasFlag(ModelUse.Ratings) && Predicts(Own(options));

    public ModelState FitRatings(TrainingData data, ModelOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        fit.Cancellation.ThrowIfCancellationRequested();
        return FitRatings(data, Own(options), fit);
    }

    public bool TunesItself(ModelOptions options) => TunesItself(Own(options));

    public SelfTuning? SelfTuning(TrainingData data, ModelOptions options) =>
        TunesItself(Own(options)) ? SelfTuning(data, Own(options)) : null;

    public IListModel? Lists(ModelState state, ModelOptions options, ListContext lists) => Lists(state, Own(options), lists);

    public IRatingModel? Ratings(ModelState state, ModelOptions options, RatingScale scale) => Ratings(state, Own(options), scale);

    protected abstract ModelState Fit(TrainingData data, TOptions options, FitContext fit);

    protected virtual ModelNeeds FitNeeds(TOptions options) => ModelNeeds.Nothing;

    protected virtual bool Predicts(TOptions options) => true;

    protected virtual ModelState FitRatings(TrainingData data, TOptions options, FitContext fit) => Fit(data, options, fit);

    protected virtual bool TunesItself(TOptions options) => false;

    /// <summary>Asked only where <see cref="TunesItself(TOptions)"/>.</summary>
    protected virtual SelfTuning? SelfTuning(TrainingData data, TOptions options) => null;

    protected virtual IListModel? Lists(ModelState state, TOptions options, ListContext lists) => null;

    protected virtual IRatingModel? Ratings(ModelState state, TOptions options, RatingScale scale) => null;

    private TOptions Own(ModelOptions options) => options as TOptions
        ?? throw new ArgumentException(
            $"Model '{Name}' has options of type {typeof(TOptions).Name}, not {options?.GetType().Name ?? "null"}.", nameof(options));
}
