using RecPipeline.GpuWorker.OpenCl;
using RecPipeline.GpuWorker.Tests.BackEnds;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.Tests.OpenCl;

/// <summary>The device's rows of a step against the processor's.</summary>
public class BatchRowsTests
{
    private const int Users = 90, Items = 1300;

    private static readonly SparseMatrix Data = Networks.Data(4, Users, Items, 0.05);

    // 70 rows are three words of bits, the last one cut; 1 row the least.
    [OpenClTheory]
    [InlineData(70, true, true, 0.3)]
    [InlineData(70, false, false, 0.3)]
    [InlineData(33, true, false, 0)]
    [InlineData(1, false, true, 0.9)]
    public void Rows_are_those_of_the_processor(int rows, bool usesValues, bool normalizes, double denoising)
    {
        var definition = Networks.Define(Items, ErrorFunction.L2, Activation.Linear, Activation.Tanh, 4) with { UsesValues = usesValues, NormalizeInput = normalizes, Denoising = denoising };
        int[] numbers = [.. Enumerable.Range(0, rows).Select(row => row * 7 % Users)];
        foreach (var masks in new IMasks[] { new HashMasks(definition, 5), new AskedMasks(new HashMasks(definition, 5)) })
            Check(definition, numbers, new StepSettings(3, 2, 0.1, masks));
    }

    private static void Check(NetworkDefinition definition, int[] numbers, StepSettings step)
    {
        var expected = new Batch();
        expected.Load(definition, Data, numbers, step);
        using var device = new OpenClDevice(OpenClLibrary.Load(), 0);
        using var data = new ResidentRows(device, definition, Data);
        using var batch = new BatchRows(device, definition, most: 75);
        foreach (int[] some in new[] { [3, 1, 4], numbers }) // what an earlier step left behind is not seen
            batch.Load(data, some, step);
        Assert.Equal(Cells(expected.TargetOffsets, expected.TargetItems, expected.TargetValues, numbers.Length), Cells(device, batch.Targets, numbers.Length));
        var inputs = Cells(expected.InputOffsets, expected.InputItems, expected.InputValues, numbers.Length);
        Assert.Equal(inputs, Cells(device, batch.Inputs, numbers.Length).Where(cell => cell.Value != 0));
        var byItem = Cells(device, batch.InputsByItem, Items).Where(cell => cell.Value != 0).Select(cell => (cell.Item, cell.Row, cell.Value));
        Assert.Equal(inputs.OrderBy(cell => cell.Item).ThenBy(cell => cell.Row), byItem);
    }

    private static (int Row, int Item, float Value)[] Cells(OpenClDevice device, DeviceEntries entries, int rows)
    {
        var offsets = new int[rows + 1];
        device.Read(entries.Offsets, offsets.AsSpan());
        var (items, values) = (new int[offsets[rows]], new float[offsets[rows]]);
        device.Read(entries.Items, items.AsSpan());
        device.Read(entries.Values, values.AsSpan());
        return Cells(offsets, items, values, rows);
    }

    private static (int Row, int Item, float Value)[] Cells(int[] offsets, IList<int> items, IList<float> values, int rows) =>
        [.. from row in Enumerable.Range(0, rows) from at in Enumerable.Range(offsets[row], offsets[row + 1] - offsets[row]) select (row, items[at], values[at])];
}
