using System.Text.Json;
using RecPipeline.Models;
using RecPipeline.Models.Contract;

namespace RecPipeline.Udfs.Models;

/// <summary>Fitted models as they travel to executors: the length of a JSON header with names and options, the header,
/// then each state (<see cref="StateBytes"/>).</summary>
public static class PackedModels
{
    private sealed record Entry(string Name, JsonElement Options, long Bytes);

    public static Action<Stream> Of(IReadOnlyList<FittedModel> models) => stream =>
    {
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(models.Select(HeaderOf));
        stream.Write(BitConverter.GetBytes(header.Length));
        stream.Write(header);
        foreach (var model in models)
            StateBytes.Write(model.State, stream);
    };

    private static Entry HeaderOf(FittedModel model) => new(
        model.Name, JsonSerializer.SerializeToElement(model.Options, model.Options.GetType()), StateBytes.Length(model.State));

    /// <summary>Bytes of all states, nearly those that are sent.</summary>
    public static long Bytes(IEnumerable<FittedModel> models) => models.Sum(model => model.State.Bytes);

    /// <exception cref="InvalidDataException">The bytes are no such models.</exception>
    public static IReadOnlyList<FittedModel> Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            int length = BitConverter.ToInt32(bytes.Span[..sizeof(int)]);
            var entries = JsonSerializer.Deserialize<Entry[]>(bytes.Span.Slice(sizeof(int), length))!;
            var (models, at) = (new List<FittedModel>(), sizeof(int) + length);
            foreach (var entry in entries)
            {
                var model = ModelCatalogue.Named(entry.Name);
                var options = (ModelOptions)entry.Options.Deserialize(model.Defaults.GetType())!;
                models.Add(new FittedModel(model, options, StateBytes.Read(bytes.Slice(at, (int)entry.Bytes))));
                at += (int)entry.Bytes;
            }
            return at == bytes.Length ? models : throw Packed.Foreign($"{bytes.Length - at:N0} bytes are left over");
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or JsonException or ArgumentException)
        {
            throw Packed.Foreign($"{bytes.Length:N0} bytes are no fitted models", error);
        }
    }
}
