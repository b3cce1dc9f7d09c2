using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Als;

/// <summary>What the cells of a row weigh in its system A·x = b, by objective.</summary>
/// <remarks>
/// A = gramWeight · YᵀY + Σ extra(r)·y·yᵀ + ridge · I and b = Σ weight(r)·y over the observed cells; explicit ALS has no YᵀY.
/// Example, Mllib with alpha 2 and r = 1: extra 2, weight 3.
/// </remarks>
internal sealed class CellWeights
{
    private readonly AlsParameters _parameters;
    private readonly float _alpha;

    public CellWeights(AlsParameters p)
    {
        _parameters = p;
        _alpha = p.Objective == AlsObjective.Mllib ? (float)p.Alpha : 0f;
        GramWeight = IsRendle ? (float)p.UnobservedWeight : 1f;
    }

    /// <summary>What an unobserved cell weighs.</summary>
    public float GramWeight { get; }

    private bool IsRendle => _parameters.Objective == AlsObjective.Rendle;

    /// <summary>What an observed cell weighs above an unobserved one.</summary>
    public float Extra(float value)
    {
        if (!_parameters.ImplicitPrefs)
            return 1f;
        if (IsRendle)
            return value <= 0 ? 0f : 1f;
        return _alpha * MathF.Abs(value);
    }

    /// <summary>Confidence times target. A value that is no number stays none, so that the check after the solution finds it.</summary>
    public float Weight(float value)
    {
        if (!_parameters.ImplicitPrefs)
            return value;
        if (value <= 0)
            return 0f;
        return IsRendle ? (float.IsFinite(value) ? 1f : float.NaN) : 1f + (_alpha * value);
    }

    /// <summary>The root of <see cref="Extra"/> and the <see cref="Weight"/> of every cell.</summary>
    public void Fill(ReadOnlySpan<float> values, Span<float> scales, Span<float> weights)
    {
        if (!_parameters.ImplicitPrefs)
        {
            scales[..values.Length].Fill(1f);
            values.CopyTo(weights);
            return;
        }
        for (int k = 0; k < values.Length; k++)
            (scales[k], weights[k]) = (MathF.Sqrt(Extra(values[k])), Weight(values[k]));
    }

    /// <summary>Cells that count in the ridge; a row without any has zero factors.</summary>
    public int Count(ReadOnlySpan<float> values)
    {
        if (!_parameters.ImplicitPrefs)
            return values.Length;
        int count = 0;
        foreach (float value in values)
            count += value <= 0 ? 0 : 1;
        return count;
    }

    /// <param name="count">See <see cref="Count"/>.</param>
    /// <param name="knownRows">Rows of the other side that have ratings.</param>
    public float Ridge(int count, int knownRows) =>
        (float)(_parameters.RegParam * (_parameters.ImplicitPrefs && IsRendle ? Scaled(count, knownRows) : count));

    // The frequency is at least 1 where a system is solved; the power has the same bits on every machine.
    private double Scaled(int count, int knownRows)
    {
        double frequency = count + (_parameters.UnobservedWeight * knownRows);
        return _parameters.FrequencyExponent == 1 || frequency <= 1
            ? frequency
            : 1 / StableExp2.HalfTo(_parameters.FrequencyExponent * StableLog2.Of(frequency));
    }
}
