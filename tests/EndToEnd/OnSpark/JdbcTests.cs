using RecPipeline.Jobs;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Databases;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>Ratings in a table of PostgreSQL, read by Spark's reader with the driver of Debian.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class JdbcTests : IDisposable
{
    private const string Driver = "/usr/share/java/postgresql.jar";
    private readonly TemporaryFolder _folder = new();

    [PostgresFact]
    public void A_table_of_a_database_has_the_ratings_of_the_csv_and_its_password_is_written_nowhere()
    {
        using var database = new PostgresServer();
        database.Run(
            "CREATE TABLE stars (who bigint, what integer, stars numeric(2, 1), seen timestamptz, given bigint)",
            $"\\copy stars (who, what, stars, given) FROM '{Csv}' WITH (FORMAT csv, HEADER)", "UPDATE stars SET seen = to_timestamp(given)");
        var result = Run(database);
        Assert.True(result.ExitCode == 0, result.ToString());
        Run(Repository.At("recpipeline"), ["run", "--to", "clean", "--ratings", Csv, "--items", "none", "--out", _folder.At("local")], []);
        Assert.Equal(Hash("local"), Hash("jdbc"));
        Assert.DoesNotContain(PostgresServer.Password, result.ToString(), StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(_folder.At("jdbc"), "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(PostgresServer.Password, File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Contains("up to date", Run(database).Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Csv => Repository.Golden("cases", "00-base", "ratings.csv");

    private string Hash(string output) => new Catalog(new LocalStore(_folder.At(output))).Contract("ratings").ContentHash;

    private ChildResult Run(PostgresServer database) => Run(
        Repository.At("recpipeline"),
        ["run", "--engine", "spark", "--master", "local[2]", "--to", "clean", "--layout", "table", "--ratings", "stars", "--items", "none", "--out", _folder.At("jdbc"), "--set", $"spark.submitOptions=[\"--jars\",\"{Driver}\"]",
         "--set", "input.format=jdbc", "--set", $"input.options.url={database.Url}", "--set", $"input.options.user={PostgresServer.User}", "--set", "input.options.driver=org.postgresql.Driver",
         "--set", "input.table.user=who", "--set", "input.table.item=what", "--set", "input.table.rating=stars", "--set", "input.table.timestamp=seen"],
        new() { ["RECPIPELINE_SET_input__options__password"] = PostgresServer.Password });

    private static ChildResult Run(string program, string[] arguments, Dictionary<string, string> environment)
    {
        using var run = ChildProcess.Start(program, arguments, environment);
        return run.Wait();
    }

    /// <summary>Skipped, with the reason, where there is no Spark, no PostgreSQL or no driver for it.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PostgresFactAttribute : FactAttribute
    {
        public PostgresFactAttribute() => Skip = MissingSpark.Reason
            ?? (PostgresServer.Programs is null ? "There is no PostgreSQL (Debian's postgresql)." : File.Exists(Driver) ? null : $"There is no {Driver} (Debian's libpostgresql-jdbc-java).");
    }
}
