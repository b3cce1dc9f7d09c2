using System.Globalization;
using RecPipeline.Tests.Support.Clusters;

namespace RecPipeline.Tests.Support.Databases;

/// <summary>A PostgreSQL of the test's own: a new database in a temporary folder, on a free port of this machine, which asks for a password.</summary>
internal sealed class PostgresServer : IDisposable
{
    public const string User = "tester", Password = "ti ger-9", Database = "postgres";

    private readonly TemporaryFolder _folder = new();
    private readonly TiedProcess _server;

    public PostgresServer()
    {
        Done(AsOwner("initdb", "-D", Data, "-U", User, "--auth=scram-sha-256", $"--pwfile={_folder.Write("secret", Password)}", "--no-sync"), _folder.Path);
        _server = new TiedProcess(_folder.At("log"), Environment, [.. AsOwner("postgres", "-D", Data, "-p", Text(Port), "-k", _folder.Path, "-c", "listen_addresses=127.0.0.1")]);
        for (int tries = 0; Ready().ExitCode != 0; tries++, Thread.Sleep(100))
            if (tries == 300)
                throw new TimeoutException($"PostgreSQL does not answer: {Ready()}");
    }

    public int Port { get; } = FreePort.Next();

    public string Url => $"jdbc:postgresql://127.0.0.1:{Text(Port)}/{Database}";

    /// <summary>Folder of the newest server that Debian has installed; null where there is none.</summary>
    public static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    private string Data => _folder.At("data");

    private static Dictionary<string, string> Environment => new() { ["PGPASSWORD"] = Password, ["LC_ALL"] = "C" };

    /// <summary>Runs statements of SQL or commands of psql, one after the other.</summary>
    public void Run(params string[] statements)
    {
        string[] words = [.. statements.SelectMany(statement => new[] { "-c", statement })];
        using var psql = ChildProcess.Start(Path.Combine(Programs!, "psql"), ["-h", "127.0.0.1", "-p", Text(Port), "-U", User, "-d", Database, "-v", "ON_ERROR_STOP=1", .. words], Environment);
        Assert.Equal(0, psql.Wait().ExitCode);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    private ChildResult Ready() => ChildProcess.Run(Path.Combine(Programs!, "pg_isready"), "-h", "127.0.0.1", "-p", Text(Port));

    // A server refuses to run as root, so then the account that Debian makes for it owns the folder.
    private static string[] AsOwner(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Programs!, program), .. arguments];
        return System.Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command] : command;
    }

    private static void Done(string[] command, string folder)
    {
        if (System.Environment.IsPrivilegedProcess)
            ChildProcess.Run("chown", "-R", "postgres", folder);
        var result = ChildProcess.Run(command[0], command[1..]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
