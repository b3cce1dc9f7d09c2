using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>The tables <c>item_features</c> and <c>user_features</c>.</summary>
public sealed class FeatureTests : IDisposable
{
    private const string Items = "movieId,title,genres,price,country\n10,Heat (1995),Crime|Action|Crime,7.5,US\n20,No Year,(no genres listed),,FR\n30,Unrated (2000),Drama,9,US\n40,Odd (1990), War | War ,cheap, US \n";
    private readonly DescribedRun _run = new();

    [Fact]
    public void Items_OfMovieLens_HaveGenresAndYears()
    {
        Clean(Items);
        Assert.Equal(["0 genres=Action 1", "0 genres=Crime 1", "0 year 1995", "2 genres=War 1", "2 year 1990"], _run.Features("item_features"));
        Assert.Null(_run.Catalog.FindContract("user_features"));
    }

    [Fact]
    public void Items_NamedColumns_AreTextsNumbersAndLists()
    {
        Clean(Items, "input.features.items=[\"price:number\",\"country\",\"year:text\"]");
        Assert.Equal(
            ["0 price 7.5", "0 country=US 1", "0 year=1995 1", "1 country=FR 1", "2 country=US 1", "2 year=1990 1"], _run.Features("item_features"));
        Assert.Equal(["items: 1 fields of the feature price are unread, first at line 5 (price is 'cheap', which is no number). Correct them, or write price:text."], _run.Warnings);
        Assert.Equal((3, 1, 3, 1), (_run.Items.Described, _run.Items.Unrated, _run.Items.Features.Count, _run.Items.Features[0].Rows));
    }

    [Fact]
    public void Items_NumbersWithACommaAndMarkersOfNothing_AreReadAsTheRatingsAre()
    {
        Clean("movieId,title,price\n10,A,\"7,5\"\n20,B,\\N\n40,C,1.000\n", "input.features.items=[\"price:number\"]", "input.table.genres=", "input.table.decimal=,", "input.table.nullValues=[\"\\\\N\"]", "input.layout=table", "input.table.user=userId", "input.table.item=movieId");
        Assert.Equal(["0 price 7.5"], _run.Features("item_features"));
        Assert.Equal("price is '1.000', which is no number", _run.Items.Features[0].Unread!.Why);
    }

    [Fact]
    public void Items_NumbersTakenForTexts_AreAskedAbout()
    {
        string[] ids = [.. Enumerable.Range(1, 60).Select(id => $"{id}")];
        string ratings = _run.File("ratings.csv", "userId,movieId,rating,timestamp\n" + string.Concat(ids.Select(id => $"1,{id},4,1000000000\n")));
        string items = _run.File("movies.csv", "movieId,title,genres,price\n" + string.Concat(ids.Select(id => $"{id},T,G,{id}.5\n")));
        _run.Clean(ratings, items, "input.features.items=[\"price\"]");
        Assert.StartsWith("items: the feature price has more than 50 values, all of them numbers", Assert.Single(_run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Items_MissingColumn_IsRefusedWithTheColumnsThatAreThere()
    {
        var error = Assert.Throws<UsageException>(() => Clean(Items, "input.features.items=[\"colour\"]"));
        Assert.Contains("line 1 names the columns 'movieId', 'title', 'genres', 'price', 'country', but 'colour' is needed.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Users_OfMovieLens1M_HaveGenderAgeAndOccupation()
    {
        string users = _run.File("users.dat", "1::F::1::10::48067\n2::M::56::16::70072\n9::M::25::15::55117\n2::F::56::16::70072\n");
        _run.Clean(_run.File("ratings.dat", "1::7::4::1000000000\n2::7::5::1000000000\n"), "", "input.layout=movielens-1m", $"input.users={users}");
        Assert.Equal(["0 gender=F 1", "0 age=1 1", "0 occupation=10 1", "1 gender=M 1", "1 age=56 1", "1 occupation=16 1"], _run.Features("user_features"));
        Assert.Equal((4, 3, 2, 1, 1), (_run.Users.RowsIn, _run.Users.Kept, _run.Users.Described, _run.Users.Unrated, _run.Users.Repeated!.Rows));
    }

    [Fact]
    public void Users_OfMovieLens100K_HaveAgesInYears()
    {
        string users = _run.File("u.user", "1|24|M|technician|85711\n");
        _run.Clean(_run.File("u.data", "1\t7\t4\t1000000000\n"), "", "input.layout=movielens-100k", $"input.users={users}");
        Assert.Equal(["0 age 24", "0 gender=M 1", "0 occupation=technician 1"], _run.Features("user_features"));
    }

    [Fact]
    public void Users_OfATable_AreReadByTheirOwnColumns()
    {
        string users = _run.File("users.csv", "city,who\nOslo, u1\n\"Ulm, Donau\",u2\nRome\n");
        _run.Clean(
            _run.File("r.csv", "user_id,item_id,rating,timestamp\nu1,1,4,1\nu2,1,5,2\nu3,1,5,2\n"), "", "input.layout=table", "clean.idType.user=string",
            $"input.users={users}", "input.table.usersUser=who", "input.features.users=[\"city\"]");
        Assert.Equal(["0 city=Oslo 1", "1 city=Ulm, Donau 1"], _run.Features("user_features"));
        Assert.Equal(
            ["users: 1 of 3 rows unread, first at line 4 (columns: 1 field where 2 are wanted). Correct these rows.", $"the users file describes 2 of 3 rated users (66.7%): '{users}'."],
            _run.Warnings);
        var (files, reasons) = (_run.Catalog.Load("rejected").Strings("file"), _run.Catalog.Load("rejected").Strings("reason"));
        Assert.Equal(("users.csv", "columns"), (files.Text(0), reasons.Text(0)));
    }

    [Fact]
    public void Users_WithoutFeatures_AreRefusedWithTheirColumns()
    {
        string users = _run.File("users.csv", "userId,city,age\n1,Oslo,7\n");
        var error = Assert.Throws<UsageException>(() => Clean(Items, $"input.users={users}"));
        Assert.Equal($"input.users is '{users}', but no feature is named, and layout movielens has none of its own. Set input.features.users to some of its columns: city, age.", error.Message);
    }

    [Theory]
    [InlineData("input.features.users=[\"age\"]", "input.features.users names age, but there is no users file. Name one with --users.")]
    [InlineData("input.features.items=[\"genres\",\"genres:text\"]", "input.features.items names a column twice.")]
    [InlineData("input.features.items=[\":list\"]", "input.features.items has an empty name; name columns of the items file.")]
    [InlineData("input.table.userColumns=[\"a\"]", "input.table.userColumns lacks 'user_id', which is the name of a column to read.")]
    public void Options_ThatCannotBe_AreRefused(string setting, string expected) => Assert.Contains(
        expected, Assert.Throws<UsageException>(() => ConfigurationLoader.Load([], new Dictionary<string, string>(), [setting])).Message, StringComparison.Ordinal);

    [Fact]
    public void Tables_OfFeatures_ArePartOfCleansOutputsOnlyWhereThereAreSome()
    {
        var clean = Pipeline.Stages.Single(stage => stage.Name == "clean");
        var options = new PipelineOptions();
        Assert.Equal(["ratings", "rejected", "users", "items", "item_features"], clean.Outputs(options));
        Assert.Equal(["ratings", "rejected", "users", "items"], clean.Outputs(options with { Input = options.Input with { Items = "" } }));
        Assert.Contains("u.dat", clean.Definition.RawInputs(options with { Input = options.Input with { Ratings = DescribedRun.Case("17-ml10m/ratings.dat"), Users = "u.dat" } }));
    }

    public void Dispose() => _run.Dispose();

    private void Clean(string items, params string[] settings) => _run.Clean(
        _run.File("ratings.csv", "userId,movieId,rating,timestamp\n7,20,4,1000000000\n7,10,5,1000000000\n7,40,5,1000000000\n"), _run.File("movies.csv", items), settings);
}
