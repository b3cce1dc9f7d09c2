using System.Text.Json;

namespace RecPipeline.GpuWorker.Configuration;

/// <summary>A group of keys while it is read: keys without regard to case, every mistake noted with its path.</summary>
internal sealed class ConfigNode
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _mistakes;
    private readonly string _path;

    /// <param name="json">An object.</param>
    /// <param name="group">Its keys in <see cref="ConfigKeys"/>.</param>
    /// <param name="path">Where it stands, such as <c>Layers[1]</c>; empty at the top.</param>
    /// <param name="mistakes">Takes mistakes.</param>
    public ConfigNode(JsonElement json, string group, string path, List<string> mistakes)
    {
        (_path, _mistakes) = (path, mistakes);
        if (json.ValueKind != JsonValueKind.Object)
            Mistake("", $"is {json.GetRawText()}, it must be a group of keys in {{ }}.");
        else
            foreach (var property in json.EnumerateObject())
                Take(property, ConfigKeys.Groups[group]);
    }

    public bool Has(string key) => _values.ContainsKey(key);

    public double Number(string key, double fallback, double low, double high)
    {
        if (!_values.TryGetValue(key, out var value))
            return fallback;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number >= low && number <= high)
            return number;
        return Wrong(key, value, $"a number from {low} to {high}", fallback);
    }

    public int Whole(string key, int fallback, int low)
    {
        if (!_values.TryGetValue(key, out var value))
            return fallback;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= low)
            return number;
        return Wrong(key, value, $"a whole number of at least {low}", fallback);
    }

    public bool Flag(string key, bool fallback)
    {
        if (!_values.TryGetValue(key, out var value))
            return fallback;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : Wrong(key, value, "true or false", fallback);
    }

    public string Text(string key, string fallback)
    {
        if (!_values.TryGetValue(key, out var value))
            return fallback;
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : Wrong(key, value, "a text", fallback);
    }

    /// <summary>One of the words of <paramref name="choices"/>, in their spelling.</summary>
    public string Choice(string key, string fallback, IReadOnlyList<string> choices)
    {
        string text = Text(key, fallback);
        if (choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known)
            return known;
        Mistake(key, $"is '{text}'. {Nearest.Hint(text, choices)} It must be one of {string.Join(", ", choices)}.");
        return fallback;
    }

    public ConfigNode? Group(string key, string group) =>
        _values.TryGetValue(key, out var value) ? new ConfigNode(value, group, Path(key), _mistakes) : null;

    public IReadOnlyList<ConfigNode> List(string key, string group)
    {
        if (!_values.TryGetValue(key, out var value))
            return [];
        if (value.ValueKind == JsonValueKind.Array)
            return [.. value.EnumerateArray().Select((each, at) => new ConfigNode(each, group, $"{Path(key)}[{at}]", _mistakes))];
        return Wrong<IReadOnlyList<ConfigNode>>(key, value, "a list in [ ]", []);
    }

    /// <summary>The raw value, for keys that take several kinds.</summary>
    public JsonElement? Raw(string key) => _values.TryGetValue(key, out var value) ? value : null;

    public void Mistake(string key, string text) => _mistakes.Add($"{Path(key)} {text}".TrimStart());

    private T Wrong<T>(string key, JsonElement value, string wanted, T fallback)
    {
        Mistake(key, $"is {value.GetRawText()}, it must be {wanted}.");
        return fallback;
    }

    private void Take(JsonProperty property, ConfigKey[] known)
    {
        var key = known.FirstOrDefault(each => each.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase));
        if (key is null)
            _mistakes.Add($"unknown key '{Path(property.Name)}'. {Nearest.Hint(property.Name, known.Select(each => each.Name))}");
        else if (key.Unsupported is not null && !IsOff(property.Value))
            Mistake(property.Name, $"is a key of DSSTNE that is not supported: {key.Unsupported}.");
        else if (!_values.TryAdd(property.Name, property.Value))
            Mistake(property.Name, "stands twice.");
    }

    // A feature that is switched off asks for nothing.
    private static bool IsOff(JsonElement value) => value.ValueKind is JsonValueKind.False or JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.Number && value.GetDouble() == 0);

    private string Path(string key) => _path.Length == 0 ? key : key.Length == 0 ? _path : $"{_path}.{key}";
}
