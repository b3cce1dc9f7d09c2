using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.Jobs.Commands;

/// <summary>From the command line to the effective configuration.</summary>
internal static class RunSettings
{
    /// <summary>Reads all layers; the command line's short options are settings like any other.</summary>
    public static PipelineOptions Load(IEnumerable<string> conf, IEnumerable<string> set, IDictionary environment, DateOnly date) =>
        Load(conf, set, environment, date, _ => null);

    /// <param name="conf">Settings files over the shipped one.</param>
    /// <param name="set">Settings of the command line.</param>
    /// <param name="environment">Variables.</param>
    /// <param name="date">The run's date.</param>
    /// <param name="resolve">Finds layout and form of the input; it gets the options with their paths expanded.</param>
    public static PipelineOptions Load(IEnumerable<string> conf, IEnumerable<string> set, IDictionary environment, DateOnly date,
        Func<PipelineOptions, ResolvedInput?> resolve)
    {
        string shipped = Path.Combine(Home.Folder, "conf", "pipeline.json");
        var files = File.Exists(shipped) ? conf.Prepend(shipped) : conf;
        return Expand(ConfigurationLoader.Load(files, environment, set, options => resolve(Expand(options, date))), date);
    }

    public static IEnumerable<string> Settings(FlowOptions options)
    {
        var settings = options.Set.ToList();
        Add(settings, "input.ratings", options.Ratings);
        Add(settings, "input.items", options.Items == "none" ? "" : options.Items);
        Add(settings, "input.users", options.Users == "none" ? "" : options.Users);
        Add(settings, "input.layout", options.Layout);
        Add(settings, "output", options.Out);
        Add(settings, "threads", options.Threads);
        Add(settings, "engine", options.Engine ?? (SparkEngine.IsSubmitted ? "spark" : null));
        if (options is RunOptions run)
            AddOfRun(settings, run);
        settings.AddRange(options.Conf.Where(IsSparkSetting)
            .Select(setting => $"spark.conf.{setting.Split('=', 2)[0]}={JsonValue.Create(setting.Split('=', 2)[1]).ToJsonString()}"));
        if (options.Ratings is not null && options.Items is null)
            settings.Add("input.items=\"\"");
        return settings;
    }

    /// <summary>
    /// The settings files among the values of <c>--conf</c>; the others are settings of Spark, as spark-submit takes them.
    /// </summary>
    public static IEnumerable<string> Files(FlowOptions options) => options.Conf.Where(value => !IsSparkSetting(value));

    public static DateOnly Date(string? text)
    {
        if (text is null)
            return DateOnly.FromDateTime(DateTime.UtcNow);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new UsageException($"--date is '{text}'; write it as YYYY-MM-DD, such as 2026-01-31.");
    }

    private static bool IsSparkSetting(string value) =>
        value.StartsWith("spark.", StringComparison.Ordinal) && value.Contains('=', StringComparison.Ordinal);

    private static void AddOfRun(List<string> settings, RunOptions options)
    {
        Add(settings, "topN.n", options.N);
        Add(settings, "evaluate.folds", options.Folds);
        Add(settings, "spark.master", options.Master);
        if (options.AllowUntestedSpark)
            settings.Add("spark.allowUntested=true");
    }

    private static void Add(List<string> settings, string key, object? value)
    {
        if (value is not null)
            settings.Add($"{key}={(value is string text ? JsonValue.Create(text).ToJsonString() : value)}");
    }

    private static long OneDayAfter(DateOnly date) =>
        new DateTimeOffset(date.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();

    private static PipelineOptions Expand(PipelineOptions options, DateOnly date)
    {
        string Expand(string path) => path.Replace("{home}", Home.Folder, StringComparison.Ordinal)
            .Replace("{date}", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return options with
        {
            Output = Expand(options.Output),
            Input = options.Input with { Ratings = Expand(options.Input.Ratings), Items = Expand(options.Input.Items),
                Users = Expand(options.Input.Users) },
            Models = options.Models.With<AutoencoderOptions>(
                AutoencoderModel.ModelName, worker =>
                    worker with { Config = Expand(worker.Config), WorkFolder = Expand(worker.WorkFolder) }),
            TopN = options.TopN with { Deny = Expand(options.TopN.Deny), Allow = Expand(options.TopN.Allow),
                Block = Expand(options.TopN.Block), Rules = Expand(options.TopN.Rules), Date = Expand(options.TopN.Date) },
            Clean = options.Clean with { StopList = Expand(options.Clean.StopList),
                TimeMax = options.Clean.TimeMax > 0 ? options.Clean.TimeMax : OneDayAfter(date) },
        };
    }
}
