using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Tuning;

/// <summary>What trials are measured by: users and rows that are kept for choices, none of which a test looks at.</summary>
internal interface IMeasure
{
    /// <summary>All that a fit may see.</summary>
    int TrainingUsers { get; }

    /// <summary>Whom trials are measured on, at most.</summary>
    int Users { get; }

    string Metric { get; }

    /// <summary>Fits a model on some of the training users, drawn by hash, and measures it.</summary>
    /// <exception cref="UsageException">The model refuses the data or its options.</exception>
    double Value(ChosenModel model, int trainingUsers);
}
