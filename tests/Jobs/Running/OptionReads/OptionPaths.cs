using System.Reflection;
using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Tests.Running.OptionReads;

/// <summary>Every option by the getter that reads it.</summary>
internal static class OptionPaths
{
    /// <summary>Paths such as <c>als.lists.rank</c>. A type of options stands at one path, so a getter names its option.</summary>
    public static IReadOnlyDictionary<MethodBase, string> ByGetter { get; } =
        Leaves(typeof(PipelineOptions), "").ToDictionary(leaf => (MethodBase)leaf.Property.GetMethod!, leaf => leaf.Path);

    /// <summary>The types of all groups.</summary>
    public static IReadOnlySet<Type> Groups { get; } = ByGetter.Keys.Select(getter => getter.DeclaringType!).Append(typeof(PipelineOptions)).ToHashSet();

    public static IEnumerable<(PropertyInfo Property, string Path)> Leaves(Type type, string path)
    {
        foreach (var property in OptionProperties.Of(type))
        {
            string full = path + OptionProperties.Key(property);
            if (!OptionProperties.IsGroup(property.PropertyType))
                yield return (property, full);
            else
                foreach (var leaf in Leaves(property.PropertyType, full + "."))
                    yield return leaf;
        }
    }
}
