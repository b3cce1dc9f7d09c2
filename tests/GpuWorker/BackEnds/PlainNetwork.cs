using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.Tests.BackEnds;

/// <summary>Loss of a batch in double precision, written plainly after the formulas, one sample at a time: the twin that back ends are held against.</summary>
internal sealed class PlainNetwork(NetworkDefinition definition, double[][] matrices, double[][] biases)
{
    public double[][] Matrices => matrices;

    public double[][] Biases => biases;

    public static PlainNetwork Of(NetworkDefinition definition, NetworkWeights weights) => new(
        definition,
        [.. Enumerable.Range(0, weights.Layers).Select(layer => Array.ConvertAll(weights.Matrix(layer), w => (double)w))],
        [.. Enumerable.Range(0, weights.Layers).Select(layer => Array.ConvertAll(weights.Bias(layer), w => (double)w))]);

    /// <summary>Mean over the rows of the data loss, plus the sparseness penalty: what the gradient is the gradient of.</summary>
    public double Objective(SparseMatrix data, int[] rows, StepSettings step)
    {
        var hidden = Enumerable.Range(0, rows.Length).Select(r => Forward(data, rows[r], r, step)).ToArray();
        return rows.Select((row, r) => RowLoss(data, row, hidden[r].Logits)).Sum() / rows.Length + Penalty([.. hidden.Select(h => h.Layers)]);
    }

    /// <summary>Σ over the rows of the data loss.</summary>
    public double DataLoss(SparseMatrix data, int[] rows, StepSettings step) =>
        rows.Select((row, r) => RowLoss(data, row, Forward(data, row, r, step).Logits)).Sum();

    public double[] Logits(SparseMatrix data, int row, StepSettings step) => Forward(data, row, 0, step).Logits;

    private (double[][] Layers, double[] Logits) Forward(SparseMatrix data, int row, int batchRow, StepSettings step)
    {
        var (layers, x) = (new List<double[]>(), Input(data, row, step));
        for (int layer = 0; layer < definition.Layers.Count - 1; layer++)
        {
            double[] h = [.. Sums(x, layer).Select(z => ScalarActivation.Value(definition.Layers[layer].Activation, z))];
            layers.Add(h);
            x = Drop(h, layer, batchRow, step);
        }
        return ([.. layers], Sums(x, definition.Layers.Count - 1));
    }

    private double[] Input(SparseMatrix data, int row, StepSettings step)
    {
        var x = new double[definition.Items];
        var items = data.RowIndices(row).ToArray();
        double[] values = [.. items.Select((_, at) => definition.UsesValues ? data.RowValues(row)[at] : 1.0)];
        double length = definition.NormalizeInput ? Math.Sqrt(values.Sum(v => v * v)) : 1;
        for (int at = 0; at < items.Length; at++)
            if (definition.Denoising == 0 || step.Masks.KeepsInput(step.Epoch, row, at, items[at]))
                x[items[at]] = values[at] / length / (1 - definition.Denoising);
        return x;
    }

    private double[] Sums(double[] x, int layer)
    {
        int units = definition.Layers[layer].Units;
        bool isTied = definition.IsTied && layer == definition.Layers.Count - 1;
        var z = (double[])biases[layer].Clone();
        for (int unit = 0; unit < units; unit++)
            for (int i = 0; i < x.Length; i++)
                z[unit] += x[i] * (isTied ? matrices[0][(unit * x.Length) + i] : matrices[layer][(i * units) + unit]);
        return z;
    }

    private double[] Drop(double[] h, int layer, int batchRow, StepSettings step)
    {
        double p = definition.Layers[layer].Dropout;
        return p == 0 ? h : [.. h.Select((each, unit) => step.Masks.KeepsUnit(step.Update, layer, batchRow, unit) ? each / (1 - p) : 0)];
    }

    private double RowLoss(SparseMatrix data, int row, double[] z)
    {
        var stored = data.RowIndices(row).ToArray();
        double Target(int item) => definition.UsesValues ? data.RowValues(row)[Array.IndexOf(stored, item)] : 1;
        return definition.Output.Activation.Kind == Activation.SoftMax
            ? SoftMaxLoss(stored, z)
            : z.Select((each, item) => OutputTerms.Of(definition.Loss, definition.Output.Activation, each, stored.Contains(item), stored.Contains(item) ? Target(item) : 0).Loss).Sum();
    }

    private double SoftMaxLoss(int[] stored, double[] z)
    {
        double logSum = Math.Log(z.Sum(each => Math.Exp(each - z.Max()))) + z.Max();
        return stored.Sum(item => definition.Loss.Kind switch
        {
            ErrorFunction.Multinomial => 1.0,
            ErrorFunction.CrossEntropy => 1.0 / stored.Length,
            _ => Math.Exp(z[item] - logSum) < definition.Loss.OneTarget ? definition.Loss.OneScale / stored.Length : 0,
        } * Math.Min(logSum - z[item], -Math.Log(LossRule.Floor)));
    }

    private double Penalty(double[][][] hidden) => Enumerable.Range(0, definition.Layers.Count - 1).Sum(layer =>
    {
        var (beta, p) = (definition.Layers[layer].SparsityWeight, definition.Layers[layer].SparsityTarget);
        return beta == 0 ? 0 : beta * Enumerable.Range(0, definition.Layers[layer].Units).Sum(unit =>
        {
            double mean = Math.Clamp(hidden.Average(row => row[layer][unit]), 1e-6, 1 - 1e-6);
            return (p * Math.Log(p / mean)) + ((1 - p) * Math.Log((1 - p) / (1 - mean)));
        });
    });
}
