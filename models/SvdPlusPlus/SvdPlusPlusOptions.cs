using RecPipeline.Models.Descent;

namespace RecPipeline.Models.SvdPlusPlus;

public sealed record SvdPlusPlusOptions : FactorDescentOptions
{
    public SvdPlusPlusOptions() => InitialDeviation = 0.01;
}
