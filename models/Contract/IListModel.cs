using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Contract;

/// <summary>A fitted model that makes lists; shared by all threads.</summary>
public interface IListModel
{
    /// <summary>One thread's scorer: the plain form, which every model has.</summary>
    IHistoryScorer NewScorer();

    /// <summary>One thread's finder for blocks of users, with the same lists; null where scoring every item is the best there is.</summary>
    IListFinder? NewFinder(ListSettings settings) => null;

    /// <summary>Items and users as vectors whose dot products are the scores; null where the model is no such space.</summary>
    ModelVectors? Vectors => null;
}

/// <summary>A fitted model that predicts ratings; shared by all threads.</summary>
public interface IRatingModel
{
    /// <summary>The predicted rating within the scale; null where the model has no opinion. The fallback is the caller's.</summary>
    double? Predict(int user, int item);
}

/// <summary>A list model put together from its forms.</summary>
/// <param name="scorer">Makes one thread's scorer.</param>
/// <param name="finder">Makes one thread's finder; null for none.</param>
public sealed class ListForms(Func<IHistoryScorer> scorer, Func<ListSettings, IListFinder>? finder = null) : IListModel
{
    public ModelVectors? Vectors { get; init; }

    public IHistoryScorer NewScorer() => scorer();

    public IListFinder? NewFinder(ListSettings settings) => finder?.Invoke(settings);
}
