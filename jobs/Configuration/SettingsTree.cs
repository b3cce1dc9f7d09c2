using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Configuration;

/// <summary>Settings of several layers merged into one tree; each value remembers where it came from.</summary>
public sealed class SettingsTree(string origin)
{
    private readonly Dictionary<string, SettingsTree> _children = [];

    public string Origin { get; private set; } = origin;

    /// <summary>The value at a leaf; null at a group.</summary>
    public JsonNode? Value { get; private set; }

    public IEnumerable<KeyValuePair<string, SettingsTree>> Children => _children;

    /// <summary>Lays an object of settings over this one.</summary>
    public void Merge(JsonObject settings, string origin)
    {
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var (key, node) in settings)
        {
            if (node is JsonObject group)
                Child(key, origin).Merge(group, origin);
            else
                Child(key, origin).Set(node, origin);
        }
    }

    /// <summary>
    /// Sets one value by its dotted path, such as <c>models.als.rank</c>; an object is laid over the keys there, as one in a file is.
    /// </summary>
    public void Set(string path, JsonNode? value, string origin)
    {
        ArgumentNullException.ThrowIfNull(path);
        var tree = this;
        foreach (string part in path.Split('.'))
            tree = tree.Child(part, origin);
        if (value is JsonObject group)
            tree.Merge(group, origin);
        else
            tree.Set(value, origin);
    }

    /// <summary>The value that is set at a path, or null.</summary>
    public JsonNode? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        SettingsTree? tree = this;
        foreach (string part in path.Split('.'))
            tree = tree?._children.GetValueOrDefault(part);
        return tree?.Value;
    }

    /// <summary>True where a path is a group in which something is set.</summary>
    public bool HasKeys(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        SettingsTree? tree = this;
        foreach (string part in path.Split('.'))
            tree = tree?._children.GetValueOrDefault(part);
        return tree?._children.Count > 0;
    }

    private void Set(JsonNode? value, string origin) => (Value, Origin) = (value ?? JsonValue.Create(""), origin);

    private SettingsTree Child(string key, string origin)
    {
        if (!_children.TryGetValue(key, out var child))
            _children[key] = child = new SettingsTree(origin);
        return child;
    }
}
