namespace RecPipeline.Models.Contract;

/// <summary>A small search that a model asks for before its fit: which options suit these rows, as users kept for choices say.</summary>
/// <param name="Rows">What the points are fitted on: few enough that all of them together cost little beside the fit itself.</param>
/// <param name="Points">In an order in which neighbours are much alike.</param>
public sealed record SelfTuning(TrainingData Rows, IReadOnlyList<TuningPoint> Points);

/// <summary>Options with what they vary, by the keys of settings.</summary>
public sealed record TuningPoint(ModelOptions Options, IReadOnlyDictionary<string, double> Values);
