using System.Reflection;
using RecPipeline.Foundation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tuning;
using RecPipeline.Models;
using RecPipeline.Models.Als;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Jobs.Tests.Tuning;

public class SearchSpaceTests
{
    private static readonly ChosenModel Ease = new(new EaseRecommender(), new EaseOptions { Lambda = 77, MaxItems = 5 });

    private static readonly string[] Names = [.. ModelCatalogue.All.Where(model => SearchSpace.Varied(model.Defaults.GetType()).Any()).Select(model => model.Name)];

    public static TheoryData<string> Searched => [.. Names];

    [Fact]
    public void Models_that_can_be_tuned_are_these() => Assert.Equal(
        ["similarity", "als", "ease", "biases", "als-ratings", "als-plain", "user-knn", "svdpp", "svd", "slim", "markov", "autorec", "rbm", "item2vec", "fm"], Names);

    [Theory]
    [MemberData(nameof(Searched))]
    public void The_range_of_a_search_lies_in_that_of_the_option_and_holds_its_default(string name)
    {
        var model = ModelCatalogue.Named(name);
        foreach (var option in SearchSpace.Varied(model.Defaults.GetType()))
        {
            var (search, rule) = (option.GetCustomAttribute<SearchAttribute>()!, option.GetCustomAttribute<RuleAttribute>()!);
            foreach (double place in new[] { 0, 0.5, 1 - (1.0 / (1UL << 53)) })
                Assert.True(rule.Accepts(search.At(option, place)), $"{name}.{option.Name} at {place}");
            if (option.PropertyType != typeof(string))
                Assert.InRange(Convert.ToDouble(option.GetValue(model.Defaults)), search.Low, search.High);
        }
    }

    [Fact]
    public void Trial_0_is_what_was_set_and_others_vary_the_marked_options_alone()
    {
        var space = new SearchSpace(Ease, 42);
        Assert.Equal(Ease.Options, space.Point(0));
        var points = Enumerable.Range(1, 200).Select(trial => (EaseOptions)space.Point(trial)).ToArray();
        Assert.Equal(["lambda"], space.Values(points[0]).Select(each => each.Key));
        Assert.All(points, point => Assert.Equal((5, true), (point.MaxItems, point.Lambda is >= 10 and <= 5000)));
        // Half of the points below the middle of the logarithms: 224.
        Assert.InRange(points.Count(point => point.Lambda < 224), 80, 120);
        Assert.Equal(77, ((EaseOptions)Ease.Options).Lambda);
    }

    [Fact]
    public void Points_are_drawn_by_seed_and_number_and_each_option_by_its_own_stream()
    {
        var als = new ChosenModel(new AlsModel(), new AlsOptions());
        Assert.Equal(new SearchSpace(als, 1).Point(7), new SearchSpace(als, 1).Point(7));
        Assert.NotEqual(new SearchSpace(als, 1).Point(7), new SearchSpace(als, 2).Point(7));
        Assert.NotEqual(new SearchSpace(als, 1).Point(7), new SearchSpace(als, 1).Point(8));
        var words = Enumerable.Range(1, 50).Select(trial => (AlsOptions)new SearchSpace(als, 1).Point(trial)).ToArray();
        Assert.Equal(["ials", "mllib"], words.Select(point => point.Objective).Distinct().Order());
        Assert.True(words.Select(point => point.Rank / 256.0 > 0.25 == point.Alpha > 4.5).Distinct().Count() == 2, "rank and alpha go together");
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.5, 71)] // 10 · 50^0.5 = 70.7
    public void Whole_numbers_are_rounded(double place, int expected)
    {
        var option = typeof(SimilarityOptions).GetProperty(nameof(SimilarityOptions.K))!;
        Assert.Equal(expected, option.GetCustomAttribute<SearchAttribute>()!.At(option, place));
    }

    [Fact]
    public void Numbers_have_three_digits_and_a_linear_scale_goes_straight()
    {
        var option = typeof(EaseOptions).GetProperty(nameof(EaseOptions.Lambda))!;
        Assert.Equal(224.0, new SearchAttribute(10, 5000).At(option, 0.5)); // 10 · 500^0.5 = 223.6
        Assert.Equal(2510.0, new SearchAttribute(20, 5000, SearchScale.Linear).At(option, 0.5));
    }
}
