using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Tables;

/// <summary>The key of a stage's tables: equal keys mean that running the stage again would give the same content.</summary>
public static class TableKey
{
    /// <summary>
    /// Stage version, the options that change the output, and the content hashes of the inputs. Never engine, threads, paths or build.
    /// </summary>
    /// <returns>16 lower-case hexadecimal digits of a SHA-256.</returns>
    public static string Of(string stage, int stageVersion, JsonObject options, IReadOnlyDictionary<string, string> inputs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(inputs);
        var text = new StringBuilder().Append(stage).Append(" v").Append(stageVersion).Append('\n').Append(options.ToJsonString())
            .Append('\n');
        foreach (var (name, hash) in inputs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(name).Append('=').Append(hash).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
