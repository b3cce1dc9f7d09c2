using CommandLine;

namespace RecPipeline.Jobs.Commands;

[Verb("tune", HelpText = "Search the options of models on validation users; writes tune/tuned.json for run --conf.")]
internal sealed class TuneOptions : FlowOptions
{
    [Value(0, Min = 1, Required = true, MetaName = "MODEL", HelpText = "The models to tune, such as ease als.")]
    public IEnumerable<string> Models { get; set; } = [];

    [Option("trials", Default = 30, MetaValue = "N", HelpText = "Random points per model, beside its options as they are.")]
    public int Trials { get; set; }

    public override string? ModelNames => string.Join(',', Models);
}
