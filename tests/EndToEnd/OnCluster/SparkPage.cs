using System.Net;
using System.Text.Json.Nodes;
using RecPipeline.Tests.Support.Clusters;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>What a running application says of itself: Spark's monitoring API on the driver's web port.</summary>
/// <remarks>Jobs carry the name of the pipeline's stage as their description. Before the application is up and after its end there are neither jobs nor executors.</remarks>
internal sealed class SparkPage : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(1) };
    private readonly int _port;
    private readonly Uri _address;

    public SparkPage()
    {
        _port = FreePort.Next();
        _address = new UriBuilder("http", "127.0.0.1", _port, "api/v1/").Uri;
    }

    /// <summary>Options that open the page, always up to date.</summary>
    public string[] Options => ["--conf", "spark.ui.enabled=true", "--conf", $"spark.ui.port={_port}", "--conf", "spark.ui.liveUpdate.period=0", "--conf", "spark.ui.showConsoleProgress=false"];

    public string? Application => (string?)Get("applications")?.FirstOrDefault()?["id"];

    /// <summary>True while a job of a pipeline's stage has a task running.</summary>
    public bool Runs(string application, string stage) =>
        Get($"applications/{application}/jobs?status=running")?.Any(job => (string?)job!["description"] == stage && (int)job["numActiveTasks"]! > 0) == true;

    /// <summary>Executors that run a task now.</summary>
    public string[] Busy(string application) =>
        [.. (Get($"applications/{application}/executors") ?? []).Where(each => (int)each!["activeTasks"]! > 0).Select(each => (string)each!["id"]!).Where(id => id != "driver")];

    /// <summary>How many attempts of tasks have failed in all jobs of a pipeline's stage.</summary>
    public int FailedTasks(string application, string stage) =>
        (Get($"applications/{application}/jobs") ?? []).Where(job => (string?)job!["description"] == stage).Sum(job => (int)job!["numFailedTasks"]!);

    public void Dispose() => _client.Dispose();

    private JsonArray? Get(string path)
    {
        try
        {
            using var answer = _client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(_address, path)));
            // Until the application is up the page says in words that it is starting.
            return answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(answer.Content.ReadAsStream()) as JsonArray : null;
        }
        catch (HttpRequestException)
        {
            return null; // nobody listens yet, or no longer
        }
    }
}
