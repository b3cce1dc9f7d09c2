using RecPipeline.Evaluation;
using RecPipeline.Jobs.Models;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>Where the work of one fold is done: the fits, and the users that are measured. Every place gives the same numbers.</summary>
internal interface IFoldWork
{
    IFits Fits { get; }

    /// <summary>Users with a hidden row, ascending.</summary>
    int[] TestUsers();

    /// <summary>Makes and measures the lists of test users.</summary>
    /// <param name="fitted">Models of the fold, with the weights that their blend has.</param>
    /// <param name="catalogue">Training rows of the fold.</param>
    /// <param name="sliced">Categories with a slice of their own.</param>
    /// <param name="lists">One per list of <see cref="TestUserLists"/>; gets every one of these users once.</param>
    /// <param name="users">Of <see cref="TestUsers"/>.</param>
    void Measure(ListSet fitted, TrainingCatalogue catalogue, Category[] sliced, IReadOnlyList<ListEvaluation> lists, UserSample users);

    /// <summary>Measures the predictions of all test rows.</summary>
    RatingErrors Errors(FittedModel model, ItemMeans fallback);
}
