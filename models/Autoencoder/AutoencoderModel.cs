using RecPipeline.Foundation;
using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Autoencoder;

public sealed record AutoencoderOptions : ModelOptions
{
    public AutoencoderOptions() => Weight = 1;

    [Doc("Network file: DSSTNE's config.json and our keys (docs/dsstne.md).")]
    public string Config { get; init; } = "{home}/conf/autoencoder.json";

    [Doc("Shell command that starts the worker, with {arguments} where its arguments go, such as ssh gpu1 recpipeline {arguments}. "
        + "Empty: the worker beside this program.")]
    public string Command { get; init; } = "";

    [Doc("Folder for what the worker reads and writes: copies of network file and hand-off, checkpoints, lists. "
        + "One that both machines mount, where models.autoencoder.command starts the worker elsewhere. "
        + "Empty: in the output, or with the output on Hadoop among this machine's temporary files.")]
    public string WorkFolder { get; init; } = "";

    [Doc("Device of the worker: cpu, opencl or opencl:N (docs/dsstne.md); empty for the worker's own choice.")]
    public string Device { get; init; } = "";

    [Doc("How often a worker that was stopped (codes 143, 130, 75) or killed is started again to resume."), Between(0, 1000)]
    public int Retries { get; init; } = 3;

    [Doc("continue: a failing worker leaves the other stages alone; fail: it fails the run."), OneOf("continue", "fail")]
    public string OnFailure { get; init; } = "continue";
}

/// <summary>
/// A sparse autoencoder in the style of DSSTNE. The GPU worker fits it, in a stage of its own; its state is the lists that the worker made.
/// </summary>
public sealed class AutoencoderModel : Model<AutoencoderOptions>
{
    public const string ModelName = "autoencoder";

    public override string Name => ModelName;

    public override string Does => "A sparse autoencoder, trained by the GPU worker, which lists its users itself.";

    public override string Source =>
        "Amazon DSSTNE, 2016; Wu et al., Collaborative denoising auto-encoders for top-n recommender systems, WSDM 2016";

    public override ModelUse Use => ModelUse.Lists;

    /// <summary>The worker's lists; they are tables of their own stage, one for each hand-off.</summary>
    public static TableForm ListTable { get; } = new("lists", Axis.User, RowForm.Ranked);

    public override IReadOnlyList<TableForm> Tables => [];

    public override bool IsFittedApart => true;

    protected override ModelState Fit(TrainingData data, AutoencoderOptions options, FitContext fit) =>
        throw new NotSupportedException("The autoencoder is fitted by the GPU worker, in the stage 'autoencoder'.");

    protected override IListModel Lists(ModelState state, AutoencoderOptions options, ListContext lists)
    {
        var table = state["lists"];
        var given = new GivenLists(table.Offsets!, table.Values<int>("item_index"), table.Values<float>("score"));
        return new ListForms(() => new GivenListScorer(given));
    }
}
