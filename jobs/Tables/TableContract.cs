using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Jobs.Tables;

/// <summary>What is promised about a table: <c>_contract.json</c>. A table without one does not exist for its readers.</summary>
public sealed record TableContract
{
    public const string FileName = "_contract.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
    };

    public required string Table { get; init; }

    public required string Stage { get; init; }

    public required int StageVersion { get; init; }

    /// <summary>Identity of what went in: stage version, options and inputs (<see cref="TableKey"/>).</summary>
    public required string Key { get; init; }

    /// <summary>The version's folder inside the table's folder.</summary>
    public required string Folder { get; init; }

    public required IReadOnlyList<ColumnContract> Schema { get; init; }

    public required long Rows { get; init; }

    /// <summary>Identity of what came out (<see cref="Formats.Hashing.TableHash"/>).</summary>
    public required string ContentHash { get; init; }

    /// <summary>Content hashes of the input tables, or path, length and time of input files.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>The stage's options that change its output.</summary>
    public required JsonObject Options { get; init; }

    /// <summary>What the stage wants remembered beside the rows: counts, proofs, a global mean.</summary>
    public required JsonObject Properties { get; init; }

    public required string Engine { get; init; }

    public required string Program { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>How long the stage took that wrote the table.</summary>
    public required double StageSeconds { get; init; }

    /// <summary>What its Spark jobs took; null where it had none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JobTotals? Spark { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="StoreException">The text is no contract.</exception>
    public static TableContract Parse(Stream stream, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<TableContract>(stream, Json) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new StoreException(
                $"Reading the contract '{where}': {error.Message} Delete the file; the stage that wrote the table will run again.", error);
        }
    }
}

/// <summary>A column as the contract names it.</summary>
public sealed record ColumnContract(string Name, string Type, bool Nullable)
{
    public static IReadOnlyList<ColumnContract> Of(FieldList schema) =>
        [.. schema.Select(field => new ColumnContract(field.Name, field.Type.ToString(), field.Nullable))];
}
