using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.OpenCl;
using RecPipeline.GpuWorker.Tests.Training;

namespace RecPipeline.GpuWorker.Tests.Commands;

/// <summary>Damaged and foreign input through the program itself: its code, its message, and not one new file.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Part = "hand-off/role=train/part=000", File0 = Part + "/part-00000.parquet", Promise = "hand-off/manifest.json";

    private readonly TrainingFiles _files = new();

    public BadInputTests()
    {
        _files.Write("config.json", TrainingFiles.Network);
        _files.Train("a.model");
    }

    public static TheoryData<string, int, string> Damages => new()
    {
        { "hash", 2, "manifest.json: field 'content_hash' of 'role=train/part=000' does not fit: found " },
        { "rows", 2, "manifest.json: field 'rows' of 'role=train/part=000' does not fit: found 50, expected 51." },
        { "part", 2, "part 'role=train/part=000' of the manifest is missing. Copy or write the hand-off again." },
        { "file", 2, "part 'role=train/part=000' has no Parquet file. Copy or write the hand-off again." },
        { "end", 1, "expected 50415231 (PAR1). Check the path; the file is of another kind, damaged or cut off." },
        { "middle", 1, "hand-off/role=train/part=000/part-00000.parquet row group 0 column '" },
        { "empty", 1, "hand-off/role=train/part=000/part-00000.parquet: opening a Parquet file: found 0 bytes; expected at least 12." },
        { "manifest", 2, "'hand-off' is no hand-off: it has no manifest.json." },
        { "half manifest", 2, "manifest.json: " },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_hand_off_is_refused_by_both_commands(string damage, int code, string message)
    {
        Damage(damage);
        Refuses("train -c config.json -i hand-off -n b.model", code, message);
        Refuses("predict -n a.model -r hand-off -s lists --embeddings units", code, message);
    }

    [Fact]
    public void The_items_of_another_run_are_refused()
    {
        HandOffWriter.Write(_files.At("other"), TrainingFiles.Promise(40) with { ItemDictionaryHash = "hash of others" }, [.. Enumerable.Range(100, 50)], _files.Data);
        Refuses("predict -n a.model -r other -s lists", 2, "other/manifest.json: field 'item_dictionary_hash' does not fit: found hash of others, expected hash of 40, as in the model 'a.model'.");
        Refuses("predict -n a.model -r hand-off -f other -s lists", 2, "other/manifest.json: field 'item_dictionary_hash' does not fit");
        Refuses("train -c config.json -i hand-off -o other -n b.model", 2, "'hand-off' and 'other' hold different rows or items.");
    }

    [Fact]
    public void An_unknown_key_names_the_nearest_one()
    {
        _files.Write("config.json", TrainingFiles.Network.Replace("pDropout", "pDropuot", StringComparison.Ordinal));
        Refuses("train -c config.json -i hand-off -n b.model", 2, "unknown key 'Layers[1].pDropuot'. Did you mean 'pDropout'?");
    }

    // 200 matrices of 46,000 × 46,000 are 13 TB with Adam's state: more than any machine of these days may use.
    [Fact]
    public void A_network_larger_than_the_memory_is_refused_before_any_work()
    {
        string layers = string.Concat(Enumerable.Repeat("""{ "N": 46000 }, """, 200));
        _files.Write("config.json", TrainingFiles.Network.Replace("""{ "N": 6, "Activation": "Relu", "pDropout": 0.2 }, """, layers, StringComparison.Ordinal));
        Refuses("train -c config.json -i hand-off -n b.model", 2, " GiB. Lower N of the hidden layers or BatchSize, use an optimiser with less state, or drop rare items (clean.minItemRatings).");
        _files.Write("config.json", TrainingFiles.Network.Replace("\"N\": 6", "\"N\": 200000000", StringComparison.Ordinal));
        Refuses("train -c config.json -i hand-off -n b.model", 2, "Layer 'Hidden1' would have 40 × 200,000,000 = 8,000,000,000 weights, a matrix can hold 2,147,483,583. Lower N");
    }

    // The loader finds no driver where it is told to look in a folder without any.
    [Fact]
    public void Without_an_OpenCL_device_the_message_says_what_to_do()
    {
        string expected = OpenClLibrary.TryLoad() is null
            ? "There is no OpenCL loader on this machine ("
            : "There is no OpenCL device 0; this machine has 0. --device list shows them; --device cpu needs none.";
        var noDrivers = new Dictionary<string, string> { ["OCL_ICD_VENDORS"] = _files.At("none") + "/", ["OPENCL_VENDOR_PATH"] = _files.At("none") + "/" };
        Refuses("train -c config.json -i hand-off -n b.model --device opencl", 2, expected, noDrivers);
        Refuses("predict -n a.model -r hand-off -s lists --device opencl", 2, expected, noDrivers);
    }

    public void Dispose() => _files.Dispose();

    private void Damage(string damage)
    {
        string file = _files.At(File0);
        byte[] whole = File.ReadAllBytes(file);
        switch (damage)
        {
            case "hash": Change("\"content_hash\": \"", "\"content_hash\": \"9"); break;
            case "rows": Change("\"rows\": 50", "\"rows\": 51"); break;
            case "part": Directory.Delete(_files.At(Part), recursive: true); break;
            case "file": File.Delete(file); break;
            case "end": File.WriteAllBytes(file, whole[..^40]); break;
            case "middle": File.WriteAllBytes(file, [.. whole[..100], .. whole[140..]]); break;
            case "empty": File.WriteAllBytes(file, []); break;
            case "manifest": File.Delete(_files.At(Promise)); break;
            case "half manifest": File.WriteAllText(_files.At(Promise), File.ReadAllText(_files.At(Promise))[..200]); break;
            default: throw new ArgumentOutOfRangeException(nameof(damage), damage, "There is no such damage.");
        }
    }

    private void Change(string old, string changed) => File.WriteAllText(_files.At(Promise), File.ReadAllText(_files.At(Promise)).Replace(old, changed, StringComparison.Ordinal));

    private void Refuses(string arguments, int code, string message, Dictionary<string, string>? environment = null)
    {
        string[] before = Everything();
        var result = Worker.Run(_files.At(), arguments, environment);
        Assert.True(result.ExitCode == code, result.ToString());
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Everything());
    }

    private string[] Everything() => [.. Directory.GetFileSystemEntries(_files.At(), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
