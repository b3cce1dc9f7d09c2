using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

[Collection(nameof(SampleRun))]
public class ShowAndDoctorTests(SampleRun sample)
{
    [Fact]
    public void Show_prints_history_list_and_reasons_of_a_user()
    {
        var result = Launcher.Run("show", "--user", "85", "--out", sample.Output);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches(@"User 85: highest of 34 ratings", result.Output);
        Assert.Contains("because of", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n│ 10 +│ ", result.Output);
    }

    [Theory]
    [InlineData("611", "There is no user 611 in ")]
    [InlineData("0", "ids go from 1 to 610.")]
    [InlineData("me", "--user is 'me'; user ids are whole numbers.")]
    public void Show_of_an_unknown_user_ends_with_code_2(string user, string message)
    {
        var result = Launcher.Run("show", "--user", user, "--out", sample.Output);
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_finds_nothing_wrong_where_the_sample_ran()
    {
        var result = Launcher.Run("doctor", "--out", sample.Output);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.All((string[])[".NET", "processor", "memory", "disk", "output", "ratings", "items", "Java"], check => Assert.Matches($@"\n│ (ok|note) +│ {check} +│ ", result.Output));
    }

    [Fact]
    public void Doctor_says_what_to_do_about_what_is_wrong()
    {
        using var folder = new TemporaryFolder();
        var result = Launcher.Run("doctor", "--ratings", folder.At("no-such.csv"), "--out", folder.Write("out", "a file in place of the folder"));
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Matches(@"\n│ wrong +│ ratings +│ ", result.Output);
        Assert.Contains("--ratings.", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n│ wrong +│ output +│ ", result.Output);
    }
}
