using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RecPipeline.Models;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Configuration;

/// <summary>A group of options whose keys are names that are known when the program runs, each with a record of its own.</summary>
public interface INamedGroups
{
    IReadOnlyList<string> Names { get; }

    /// <exception cref="ArgumentException">There is no such name.</exception>
    object Group(string name);

    /// <summary>The same groups, one of them replaced.</summary>
    INamedGroups With(string name, object group);
}

/// <summary>The options of every registered model, by its name.</summary>
[JsonConverter(typeof(ModelsOptionsJson))]
public sealed class ModelsOptions : INamedGroups
{
    private readonly Dictionary<string, ModelOptions> _options;

    public ModelsOptions()
        : this(ModelCatalogue.All.ToDictionary(model => model.Name, model => model.Defaults))
    {
    }

    private ModelsOptions(Dictionary<string, ModelOptions> options) => _options = options;

    public IReadOnlyList<string> Names { get; } = [.. ModelCatalogue.All.Select(model => model.Name)];

    public ModelOptions this[string name] => _options.GetValueOrDefault(name)
        ?? throw new ArgumentException($"There is no model '{name}'; there are {string.Join(", ", Names)}.", nameof(name));

    /// <summary>The options of a model as the record that they are.</summary>
    public T Of<T>(string name)
        where T : ModelOptions => (T)this[name];

    public object Group(string name) => this[name];

    public ModelsOptions With(string name, ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (this[name].GetType() != options.GetType())
            throw new ArgumentException($"Model '{name}' has options of type {this[name].GetType().Name}, not {options.GetType().Name}.",
                nameof(options));
        return new ModelsOptions(new Dictionary<string, ModelOptions>(_options) { [name] = options });
    }

    /// <summary>The same options with one model's changed.</summary>
    public ModelsOptions With<T>(string name, Func<T, T> change)
        where T : ModelOptions
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(name, change(Of<T>(name)));
    }

    INamedGroups INamedGroups.With(string name, object group) => With(name, (ModelOptions)group);
}

/// <summary>One object with a key for each model; what is missing has its defaults.</summary>
internal sealed class ModelsOptionsJson : JsonConverter<ModelsOptions>
{
    public override ModelsOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var models = new ModelsOptions();
        foreach (var (name, node) in JsonNode.Parse(ref reader)!.AsObject())
            models = models.With(name, (ModelOptions)node.Deserialize(models[name].GetType(), options)!);
        return models;
    }

    public override void Write(Utf8JsonWriter writer, ModelsOptions value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (string name in value.Names)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, value[name], value[name].GetType(), options);
        }
        writer.WriteEndObject();
    }
}
