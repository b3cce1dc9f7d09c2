using RecPipeline.Models.Als;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.Als;

public sealed class AlsModelTests
{
    [Fact]
    public void Lists_ObjectiveIals_AreThoseOfTheTrainedUsers()
    {
        var options = new AlsOptions { Objective = "ials", Rank = 8, MaxIter = 4, UnobservedWeight = 0.2, IalsRegParam = 0.01, Alpha = 77 };
        var liked = RandomMatrix.HalfStars(41, 40, 30, 0.4).AtLeast(ModelTables.Liked).Binary();
        var trained = AlsSolver.Fit(liked, new AlsParameters(8, 4, 0.01, 0, true, 42)
        {
            Objective = AlsObjective.Rendle, UnobservedWeight = 0.2,
        }, 1, null, default);
        var (model, data) = (new AlsModel(), new TrainingData(liked, 1));
        var context = new ListContext(42, 1, 1, ModelTables.Scale, default);
        var (scorer, scores) = (model.Lists(model.Fit(data, options, SmallFit.Context(2)), options, context)!.NewScorer(), new float[30]);
        for (int user = 0; user < 40; user++)
            if (scorer.TryScore(History.Of(liked, user), scores))
                for (int item = 0; item < 30; item++)
                    Assert.Equal(PlainAls.Dot(trained.User(user), trained.Item(item)), scores[item], 1e-6);
    }

    [Fact]
    public void Parameters_ObjectiveMllib_ReadNothingOfIals() => Assert.Equal(
        new AlsOptions().Parameters(42),
        new AlsOptions { IalsRegParam = 5 }.Parameters(42));
}
