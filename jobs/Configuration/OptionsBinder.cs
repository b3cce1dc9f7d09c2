using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Foundation;

namespace RecPipeline.Jobs.Configuration;

/// <summary>Turns merged settings into an options record and collects every mistake instead of stopping at the first.</summary>
public sealed class OptionsBinder
{
    private readonly List<string> _mistakes = [];

    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>A new <typeparamref name="T"/> with the settings applied; mistakes leave the default in place and are noted.</summary>
    public T Bind<T>(SettingsTree settings)
        where T : class, new() => (T)Bind(typeof(T), settings, "");

    private object Bind(Type type, SettingsTree settings, string path) => Bind(Activator.CreateInstance(type)!, settings, path);

    // A hyphen of a name is an underscore in environment variables.
    private INamedGroups Bind(INamedGroups groups, SettingsTree settings, string path)
    {
        foreach (var (key, setting) in settings.Children)
        {
            string full = $"{path}.{key}";
            if (groups.Names.FirstOrDefault(name => name == key || name.Replace('-', '_') == key) is not { } known)
                _mistakes.Add($"{setting.Origin}: unknown model '{key}' in '{full}'. {Nearest.Hint(key, groups.Names)}");
            else if (setting.Value is not null)
                Mistake(setting, full, "a group of keys in { }", groups);
            else
                groups = groups.With(known, Bind(groups.Group(known), setting, full));
        }
        return groups;
    }

    // Of a group that was renamed each option is named, since they went to different places.
    private static IEnumerable<string> Unknown(SettingsTree setting, string full, string key, IEnumerable<string> known)
    {
        if (OldNames.Now(full) is null && !setting.Children.Any(child => OldNames.Now($"{full}.{child.Key}") is not null))
            return [$"{setting.Origin}: unknown key '{full}'. {Nearest.Hint(key, known)}"];
        return setting.Value is null
            ? setting.Children.SelectMany(child => Unknown(child.Value, $"{full}.{child.Key}", child.Key, known))
            : [$"{setting.Origin}: '{full}' is called {OldNames.Now(full)} now."];
    }

    // The properties of a record are set in place: the record is this call's own, or a default that nobody else has.
    private object Bind(object options, SettingsTree settings, string path)
    {
        var type = options.GetType();
        var properties = OptionProperties.Of(type).ToDictionary(OptionProperties.Key);
        foreach (var (key, setting) in settings.Children)
        {
            string full = path.Length == 0 ? key : $"{path}.{key}";
            if (properties.TryGetValue(key, out var property))
                property.SetValue(options, Value(property, setting, full, property.GetValue(options)!));
            else
                _mistakes.AddRange(Unknown(setting, full, key, properties.Keys));
        }
        return options;
    }

    private object Value(PropertyInfo property, SettingsTree setting, string path, object fallback)
    {
        if (fallback is INamedGroups groups && setting.Value is null)
            return Bind(groups, setting, path);
        if (OptionProperties.IsGroup(property.PropertyType))
            return setting.Value is null
                ? Bind(property.PropertyType, setting, path)
                : Mistake(setting, path, "a group of keys in { }", fallback);
        if (OptionProperties.IsMap(property.PropertyType))
            return setting.Value is null
                ? Entries(setting)
                : Mistake(setting, path, OptionProperties.TypeWords(property.PropertyType), fallback);
        if (!TryConvert(setting.Value, property.PropertyType, out object? value))
            return Mistake(setting, path, OptionProperties.TypeWords(property.PropertyType), fallback);
        var rule = property.GetCustomAttribute<RuleAttribute>();
        return rule is null || rule.Accepts(value!) ? value! : Mistake(setting, path, rule.Words, fallback);
    }

    // Keys with dots come as a tree when they were set one by one, and whole from a file.
    private static Dictionary<string, string> Entries(SettingsTree settings, string prefix = "")
    {
        var entries = new Dictionary<string, string>();
        foreach (var (key, setting) in settings.Children)
        {
            if (setting.Value is { } value)
                entries[prefix + key] = value.GetValueKind() == JsonValueKind.String ? (string)value! : value.ToJsonString();
            foreach (var (inner, text) in Entries(setting, $"{prefix}{key}."))
                entries[inner] = text;
        }
        return entries;
    }

    private object Mistake(SettingsTree setting, string path, string wanted, object fallback)
    {
        _mistakes.Add(
            $"{setting.Origin}: {path} is {Secrets.Shown(path, setting.Value?.ToJsonString() ?? "a group")}, it must be {wanted}.");
        return fallback;
    }

    private static bool TryConvert(JsonNode? node, Type type, out object? value)
    {
        try
        {
            value = node is null ? null : (type == typeof(string[]) ? TextLists.Of(node) : node).Deserialize(type);
            return value is not null and not double.NaN && !(value is Array list && list.Cast<object?>().Contains(null));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            value = null;
            return false; // the caller words the mistake with the key's path and origin
        }
    }
}
