using RecPipeline.GpuWorker.Training;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Numbers;

namespace RecPipeline.GpuWorker.Benchmarks;

/// <summary>The shipped network trained on a part of its outputs: those that some user of the batch has stored, and others drawn anew for every update.</summary>
/// <remarks>
/// One ReLU layer, sigmoid outputs, cross entropy, Adam on the rows that an update touches. Of N items, S are stored in the batch and m are drawn from the N − S others; the gradient of a drawn one
/// counts (N − S) / m times, so its mean is that of all outputs (docs/decisions/0072). One thread; for the question whether this pays, not for use.
/// </remarks>
internal sealed class SampledNetwork
{
    private const float Mu = 0.9f, Mu1 = 0.999f;

    private readonly TrainingJob _job;
    private readonly double _ratio;
    private readonly int _items, _hidden;
    private readonly HashMasks _masks;
    private readonly float _inputScale, _unitScale;
    private readonly Gemm _gemm = Gemm.Create();
    private readonly AdamRows _first, _last, _firstBias, _lastBias; // rows of an item each; the first layer's bias is one row
    private readonly int[] _place; // of an item among the columns of this update, or −1
    private long _update;

    /// <param name="job">Data, order and network.</param>
    /// <param name="ratio">Outputs drawn for each stored one; infinite for all of them.</param>
    public SampledNetwork(TrainingJob job, double ratio)
    {
        (_job, _ratio, _items, _hidden) = (job, ratio, job.Definition.Items, job.Definition.Layers[0].Units);
        var weights = NetworkWeights.Initial(job.Definition, job.Training.Seed, 1);
        _masks = new HashMasks(job.Definition, job.Training.Seed);
        (_inputScale, _unitScale) = ((float)(1 / (1 - job.Definition.Denoising)), (float)(1 / (1 - job.Definition.Layers[0].Dropout)));
        (_first, _firstBias) = (new AdamRows(weights.Matrix(0), _hidden), new AdamRows(weights.Bias(0), _hidden));
        (_last, _lastBias) = (new AdamRows(Transposed(weights.Matrix(1), _hidden, _items), _hidden), new AdamRows(weights.Bias(1), 1));
        _place = new int[_items];
        Array.Fill(_place, -1);
    }

    /// <summary>Outputs of all updates so far.</summary>
    public long Columns { get; private set; }

    public void CopyTo(NetworkWeights weights)
    {
        _first.Weights.CopyTo(weights.Matrix(0), 0);
        _firstBias.Weights.CopyTo(weights.Bias(0), 0);
        Transposed(_last.Weights, _items, _hidden).CopyTo(weights.Matrix(1), 0);
        _lastBias.Weights.CopyTo(weights.Bias(1), 0);
    }

    public void Train(ReadOnlySpan<int> rows, int epoch)
    {
        var (units, keeps) = Forward(rows, epoch);
        var (columns, stored) = Choose(rows);
        Columns += columns.Length;
        var (outputs, biases) = (_last.Gather(columns), _lastBias.Gather(columns));
        var delta = Delta(rows, units, outputs, biases, columns, stored);
        MatrixView a = View(units, rows.Length, _hidden), b = View(outputs, columns.Length, _hidden), d = View(delta, rows.Length, columns.Length);
        float[] outputGradient = new float[columns.Length * _hidden], unitGradient = new float[rows.Length * _hidden], biasGradient = new float[columns.Length];
        _gemm.Add(d.Transposed, a, View(outputGradient, columns.Length, _hidden));
        _gemm.Add(d, b, View(unitGradient, rows.Length, _hidden));
        for (int row = 0; row < rows.Length; row++)
            Axpy.Add(1, delta.AsSpan(row * columns.Length, columns.Length), biasGradient);
        for (int i = 0; i < unitGradient.Length; i++)
            unitGradient[i] *= keeps[i];
        Update(rows, epoch, columns, outputGradient, biasGradient, unitGradient);
        foreach (int item in columns)
            _place[item] = -1;
    }

    private void Update(ReadOnlySpan<int> rows, int epoch, int[] columns, float[] outputGradient, float[] biasGradient, float[] unitGradient)
    {
        float rate = (float)_job.Training.LearningRate;
        _update++;
        _last.Step(columns, outputGradient, 1f / rows.Length, rate, _update);
        _lastBias.Step(columns, biasGradient, 1f / rows.Length, rate, _update);
        var (touched, gradients, bias) = (new Dictionary<int, int>(), new List<float[]>(), new float[_hidden]);
        for (int row = 0; row < rows.Length; row++)
        {
            var own = unitGradient.AsSpan(row * _hidden, _hidden);
            Axpy.Add(1, own, bias);
            foreach (int item in Kept(rows[row], epoch))
            {
                if (!touched.TryGetValue(item, out int at))
                {
                    touched[item] = at = gradients.Count;
                    gradients.Add(new float[_hidden]);
                }
                Axpy.Add(_inputScale, own, gradients[at]);
            }
        }
        _first.Step([.. touched.Keys], [.. gradients.SelectMany(each => each)], 1f / rows.Length, rate, _update);
        _firstBias.Step([0], bias, 1f / rows.Length, rate, _update);
    }

    // Units after dropout, and what a gradient of each is multiplied by on its way back.
    private (float[] Units, float[] Keeps) Forward(ReadOnlySpan<int> rows, int epoch)
    {
        float[] units = new float[rows.Length * _hidden], keeps = new float[rows.Length * _hidden];
        for (int row = 0; row < rows.Length; row++)
        {
            var own = units.AsSpan(row * _hidden, _hidden);
            _firstBias.Weights.CopyTo(own);
            foreach (int item in Kept(rows[row], epoch))
                Axpy.Add(_inputScale, _first.Weights.AsSpan(item * _hidden, _hidden), own);
            for (int unit = 0; unit < _hidden; unit++)
                (own[unit], keeps[(row * _hidden) + unit]) = own[unit] > 0 && _masks.KeepsUnit(_update, 0, row, unit) ? (own[unit] * _unitScale, _unitScale) : (0, 0);
        }
        return (units, keeps);
    }

    private IEnumerable<int> Kept(int row, int epoch) =>
        _job.Rows.Input.RowIndices(row).ToArray().Where((item, entry) => _masks.KeepsInput(epoch, row, entry, item));

    private (int[] Columns, int Stored) Choose(ReadOnlySpan<int> rows)
    {
        var columns = new List<int>();
        void Take(int item)
        {
            if (_place[item] >= 0)
                return;
            _place[item] = columns.Count;
            columns.Add(item);
        }
        foreach (int row in rows)
            foreach (int item in _job.Rows.Input.RowIndices(row))
                Take(item);
        int stored = columns.Count, wanted = (int)Math.Min(_items, stored * (1 + _ratio));
        ulong key = CounterRandom.Key(_job.Training.Seed + 1, _update);
        for (long draw = 0; columns.Count < wanted && draw < 4L * _items; draw++)
            Take(CounterRandom.Index(key, draw, _items));
        for (int item = 0; item < _items && columns.Count < wanted; item++)
            Take(item);
        return ([.. columns], stored);
    }

    private float[] Delta(ReadOnlySpan<int> rows, float[] units, float[] outputs, float[] biases, int[] columns, int stored)
    {
        var delta = new float[rows.Length * columns.Length];
        for (int row = 0; row < rows.Length; row++)
            biases.CopyTo(delta, row * columns.Length);
        _gemm.Add(View(units, rows.Length, _hidden), View(outputs, columns.Length, _hidden).Transposed, View(delta, rows.Length, columns.Length));
        float weight = columns.Length > stored ? (_items - stored) / (float)(columns.Length - stored) : 0;
        for (int row = 0; row < rows.Length; row++)
        {
            var own = delta.AsSpan(row * columns.Length, columns.Length);
            for (int at = 0; at < own.Length; at++)
                own[at] = (at < stored ? 1 : weight) / (1 + MathF.Exp(-own[at]));
            foreach (int item in _job.Rows.Input.RowIndices(rows[row]))
                own[_place[item]] -= 1;
        }
        return delta;
    }

    private static MatrixView View(float[] data, int rows, int columns) => new(data, 0, rows, columns, columns);

    private static float[] Transposed(float[] data, int rows, int columns)
    {
        var turned = new float[data.Length];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                turned[(column * rows) + row] = data[(row * columns) + column];
        return turned;
    }

    /// <summary>Rows of weights with Adam's memory; a row that an update does not touch stays as it is.</summary>
    private sealed class AdamRows(float[] weights, int width)
    {
        private readonly float[] _first = new float[weights.Length], _second = new float[weights.Length];

        public float[] Weights => weights;

        public float[] Gather(int[] rows)
        {
            var found = new float[rows.Length * width];
            for (int i = 0; i < rows.Length; i++)
                Array.Copy(weights, rows[i] * width, found, i * width, width);
            return found;
        }

        public void Step(int[] rows, float[] gradient, float scale, float rate, long update)
        {
            float first = 1 / (1 - MathF.Pow(Mu, update)), second = 1 / (1 - MathF.Pow(Mu1, update));
            for (int i = 0; i < rows.Length; i++)
                for (int at = rows[i] * width, from = i * width; from < (i + 1) * width; at++, from++)
                {
                    float g = gradient[from] * scale;
                    _first[at] += (1 - Mu) * (g - _first[at]);
                    _second[at] += (1 - Mu1) * ((g * g) - _second[at]);
                    weights[at] -= rate * _first[at] * first / (MathF.Sqrt(_second[at] * second) + 1e-8f);
                }
        }
    }
}
