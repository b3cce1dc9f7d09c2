using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Foundation;

namespace RecPipeline.Jobs.Configuration;

/// <summary>The options of a record as keys, words and JSON.</summary>
public static class OptionProperties
{
    public static IEnumerable<PropertyInfo> Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null);
    }

    public static string Key(PropertyInfo property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return JsonNamingPolicy.CamelCase.ConvertName(property.Name);
    }

    public static bool IsGroup(Type type) => type is { IsClass: true, IsArray: false } && type != typeof(string);

    /// <summary>True for keys that only the user knows, such as settings that are passed on.</summary>
    public static bool IsMap(Type type) => type == typeof(IReadOnlyDictionary<string, string>);

    public static string TypeWords(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(string) => "a text",
        _ when IsMap(type) => "keys in { }, each value a text",
        _ when type.IsArray => $"a list, each entry {TypeWords(type.GetElementType()!)}",
        _ => "a group of keys in { }",
    };

    /// <summary>The options as JSON in the order of their declaration, the form that keys and reports use.</summary>
    public static JsonObject ToJson(object options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var json = new JsonObject();
        if (options is INamedGroups groups)
        {
            foreach (string name in groups.Names)
                json[name] = ToJson(groups.Group(name));
            return json;
        }
        foreach (var property in Of(options.GetType()))
        {
            object value = property.GetValue(options)!;
            json[Key(property)] = IsGroup(property.PropertyType) ? ToJson(value) : Written(property, value);
        }
        return json;
    }

    /// <summary>Every key with its default and its line of documentation.</summary>
    public static IEnumerable<(string Path, JsonNode? Default, string Doc, string Rule)> Describe(object options, string path = "")
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options is INamedGroups groups)
        {
            foreach (var inner in groups.Names.SelectMany(name => Describe(groups.Group(name), $"{path}.{name}")))
                yield return inner;
            yield break;
        }
        foreach (var property in Of(options.GetType()))
        {
            string full = path.Length == 0 ? Key(property) : $"{path}.{Key(property)}";
            object value = property.GetValue(options)!;
            if (!IsGroup(property.PropertyType))
                yield return (full, Written(property, value), Doc(property), Rule(property));
            else
                foreach (var inner in Describe(value, full))
                    yield return inner;
        }
    }

    // The one place where values become text that is kept; what is secret in them stays out of it.
    private static JsonNode? Written(PropertyInfo property, object value) => JsonSerializer.SerializeToNode(value switch
    {
        IReadOnlyDictionary<string, string> map => map.ToDictionary(entry => entry.Key, entry => Secrets.Shown(entry.Key, entry.Value)),
        string text => Secrets.Text(text),
        string[] words => Array.ConvertAll(words, Secrets.Text),
        _ => value,
    }, property.PropertyType);

    private static string Doc(PropertyInfo property) => property.GetCustomAttribute<DocAttribute>()?.Text ?? "";

    private static string Rule(PropertyInfo property) =>
        property.GetCustomAttribute<RuleAttribute>()?.Words ?? TypeWords(property.PropertyType);
}
