using RecPipeline.Jobs.Tuning;

namespace RecPipeline.Jobs.Tests.Tuning;

public class HalvingTests
{
    [Theory]
    [InlineData(8, 6000, "1500:8 3000:4 6000:2")]
    [InlineData(5, 6000, "1500:5 3000:3 6000:2")]
    [InlineData(1, 6000, "1500:1 3000:1 6000:1")]
    [InlineData(8, 3000, "1500:8 3000:4")]
    [InlineData(8, 999, "999:8")]
    [InlineData(8, 0, "0:8")]
    public void Rungs_halve_the_trials_and_leave_out_what_is_too_small(int trials, int users, string expected) =>
        Assert.Equal(expected, string.Join(' ', Halving.Rungs(trials, users).Select(rung => $"{rung.Users}:{rung.Trials}")));

    [Fact]
    public void Survivors_are_trial_0_and_the_best_others_the_first_of_equal_ones()
    {
        Trial[] trials = [Measured(0, 0.1), Measured(1, 0.2), Measured(2, 0.4), Measured(3, null), Measured(4, 0.2)];
        Assert.Equal([0, 1, 2], Halving.Survivors(trials, 2));
        Assert.Equal(2, Halving.Best(trials).Number);
        Assert.Equal([0, 1, 4], Halving.Survivors([.. trials.Select(trial => trial with { Metric = "RMSE" })], 2));
        Assert.Equal(0, Halving.Best(trials.Select(trial => trial with { Metric = "RMSE" })).Number);
    }

    [Fact]
    public void Trial_0_stays_where_no_other_is_better() => Assert.Equal(0, Halving.Best([Measured(0, 0.3), Measured(1, 0.3)]).Number);

    [Fact]
    public void A_trial_without_a_value_is_last() => Assert.Equal([0, 2], Halving.Survivors([Measured(0, 0.1), Measured(1, null), Measured(2, 0)], 1));

    private static Trial Measured(int number, double? value) => new("ease", number, 0, 10, [], "NDCG@100", value, 5, 0.1);
}
