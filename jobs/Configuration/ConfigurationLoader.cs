using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Configuration;

/// <summary>
/// Reads the layers of configuration: defaults in code, what the input implies (<see cref="Profiles"/>), <c>conf/pipeline.json</c>, overlay
/// files, environment, command line. Later ones win.
/// </summary>
public static class ConfigurationLoader
{
    public const string EnvironmentPrefix = "RECPIPELINE_SET_";

    private static readonly JsonDocumentOptions Json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
        AllowDuplicateProperties = false };

    /// <param name="files">Settings files, weakest first.</param>
    /// <param name="environment">Variables such as <c>RECPIPELINE_SET_models__als__rank=32</c>.</param>
    /// <param name="settings">Settings of the command line, <c>models.als.rank=32</c>.</param>
    /// <exception cref="UsageException">One or more mistakes; the message lists them all.</exception>
    public static PipelineOptions Load(IEnumerable<string> files, IDictionary environment, IEnumerable<string> settings) =>
        Load(files, environment, settings, _ => null);

    /// <param name="files">Settings files, weakest first.</param>
    /// <param name="environment">As above.</param>
    /// <param name="settings">As above.</param>
    /// <param name="resolve">Tells what layout and form an input has whose options say auto, from the options as far as they are known;
    /// null leaves them. What they imply comes after it.</param>
    /// <exception cref="UsageException">One or more mistakes; the message lists them all.</exception>
    internal static PipelineOptions Load(
        IEnumerable<string> files, IDictionary environment, IEnumerable<string> settings, Func<PipelineOptions, ResolvedInput?> resolve)
    {
        var (tree, mistakes) = (new SettingsTree("defaults"), new List<string>());
        foreach (string file in files)
            MergeFile(tree, file, mistakes);
        foreach (var variable in environment.Cast<DictionaryEntry>()
            .Where(each => ((string)each.Key).StartsWith(EnvironmentPrefix, StringComparison.Ordinal)))
            tree.Set(((string)variable.Key)[EnvironmentPrefix.Length..].Replace("__", ".", StringComparison.Ordinal),
                Parse((string?)variable.Value ?? ""), $"environment {variable.Key}");
        foreach (string setting in settings)
            MergeSetting(tree, setting, mistakes);
        Resolve(tree, resolve);
        Profiles.Apply(tree);
        return Bind(tree, mistakes);
    }

    // Options with mistakes are reported as they are, before any file is looked at.
    private static void Resolve(SettingsTree tree, Func<PipelineOptions, ResolvedInput?> resolve)
    {
        var binder = new OptionsBinder();
        var options = binder.Bind<PipelineOptions>(tree);
        if (binder.Mistakes.Count > 0 || InputFormats.Mistakes(options.Input, options.Engine).Any() || resolve(options) is not { } found)
            return;
        tree.Set("input.layout", found.Layout, "what the input is");
        tree.Set("input.format", found.Format, "what the input is");
    }

    private static PipelineOptions Bind(SettingsTree tree, List<string> mistakes)
    {
        var binder = new OptionsBinder();
        var options = binder.Bind<PipelineOptions>(tree);
        mistakes.AddRange(binder.Mistakes);
        mistakes.AddRange(OptionsCheck.Mistakes(options));
        if (mistakes.Count == 0)
            return options;
        throw new UsageException($"The configuration has {mistakes.Count} mistake{(mistakes.Count == 1 ? "" : "s")}:\n"
            + string.Join('\n', mistakes.Select(each => "  " + each)));
    }

    private static void MergeFile(SettingsTree tree, string file, List<string> mistakes)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllBytes(file), documentOptions: Json) is JsonObject settings)
                tree.Merge(settings, file);
            else
                mistakes.Add($"{file}: the file must hold one JSON object.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            mistakes.Add($"{file}: {error.Message}");
        }
    }

    private static void MergeSetting(SettingsTree tree, string setting, List<string> mistakes)
    {
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            mistakes.Add($"--set {setting}: write --set key=value, such as --set models.als.rank=32.");
        else
            tree.Set(setting[..equals], Parse(setting[(equals + 1)..]), $"--set {setting[..equals]}");
    }

    // What is no JSON is taken as text, so that --set models.similarity.values=rating needs no quotes.
    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
