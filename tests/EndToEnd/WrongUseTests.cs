using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>What a scheduler sees when something is wrong: the exit code, and a message that says what to do.</summary>
public sealed class WrongUseTests : IDisposable
{
    private const string Header = "userId,movieId,rating,timestamp\n";
    private readonly TemporaryFolder _folder = new();

    private string Output => _folder.At("out");

    [Fact]
    public void A_missing_ratings_file_ends_with_code_2()
    {
        string missing = _folder.At("no-such.csv");
        Fails(2, $"Looking for the input file '{missing}': there is no such file", "Check the paths of the command line and the settings.", "--ratings", missing);
        Assert.Equal(("failed", 2), Failure.Facts(Output));
    }

    [Fact]
    public void A_missing_items_file_ends_with_code_2() => Fails(
        2, $"Looking for the input file '{_folder.At("no-such.csv")}'", "", "--ratings", SmallData.Write(_folder).Ratings, "--items", _folder.At("no-such.csv"));

    [Fact]
    public void Wrong_columns_end_with_code_2()
    {
        string file = _folder.Write("ratings.csv", "userId,itemId,rating,timestamp\n1,1,4,1000000000\n");
        Fails(2, $"{file}: line 1 names the columns 'userId', 'itemId', 'rating', 'timestamp', but 'movieId' is needed.", "choose the layout or the column names that fit this file.", "--ratings", file, "--layout", "movielens");
        Fails(2, $"Recognising '{file}': line 1 names the columns 'userId', 'itemId', 'rating', 'timestamp', which is no layout that is known", "--layout table --set input.table.user=userId", "--ratings", file);
    }

    [Fact]
    public void An_unknown_option_ends_with_code_2() => Fails(2, "Option 'outt' is unknown.", "", "--outt", "x");

    [Fact]
    public void Unknown_settings_end_with_code_2_and_are_all_named() =>
        Fails(2, "The configuration has 2 mistakes:", "unknown key 'models.als.rnk'. Did you mean 'rank'?", "--set", "models.als.rnk=3", "--set", "sed=1");

    [Fact]
    public void An_output_that_is_a_file_ends_with_code_2()
    {
        _folder.Write("out", "a file in place of the folder");
        Fails(2, $"The output folder cannot be used. Could not lock '{Output}/_lock': ", "Check that the folder exists, is writable and has room.");
    }

    [Fact]
    public void An_output_that_cannot_be_made_ends_with_code_2() =>
        Fails(2, "The output folder cannot be used. Could not lock '/proc/recpipeline/_lock': ", "is writable", "--out", "/proc/recpipeline");

    [Fact]
    public void An_output_that_another_run_holds_ends_with_code_75()
    {
        using var holder = CrashHostProgram.Start("hold-lock", Output);
        holder.WaitForOutput("held");
        Fails(75, $"Another run holds the output '{Output}': process {holder.Id}.", "Wait for it to end and run again, or choose another --out.");
        Assert.False(File.Exists(_folder.At("out", "run.json")), "The run that found the output held wrote into it.");
    }

    [Fact]
    public void An_empty_ratings_file_ends_with_code_1()
    {
        string file = _folder.Write("ratings.csv", "");
        Fails(1, $"Cleaning '{file}': the file is empty.", "Check that its writer finished.", "--ratings", file);
    }

    [Fact]
    public void A_ratings_file_with_only_a_header_ends_with_code_1()
    {
        string file = _folder.Write("ratings.csv", Header);
        Fails(1, $"Cleaning '{file}': the file holds no ratings.", "Check that its writer finished.", "--ratings", file);
    }

    [Fact]
    public void Too_many_rejected_rows_end_with_code_1()
    {
        string file = _folder.Write("ratings.csv", Header + "1,1,4,1000000000\n1,2,9,1000000000\n");
        Fails(1, "1 of 2 rows (50.0%) were rejected; clean.maxRejectedShare allows 1.0%.\n  scale: 1 rows, first at line 3: rating '9' is outside [0.5, 5] of clean.ratingRange, in '1,2,9,1000000000'", "raise clean.maxRejectedShare.", "--ratings", file);
        Assert.Equal(("failed", 1), Failure.Facts(Output));
    }

    [Fact]
    public void A_stage_without_its_tables_ends_with_code_2() =>
        Fails(2, $"Stage 'als' reads table 'ratings', which is not in '{Output}'.", "Run without --from and --only, or run the stage that writes it first.", "--only", "als");

    public void Dispose() => _folder.Dispose();

    private void Fails(int code, string message, string advice, params string[] arguments)
    {
        string[] output = arguments.Contains("--out") ? [] : ["--out", Output];
        Failure.Check(Launcher.Run(["run", .. output, .. arguments]), code, message, advice);
    }
}
