using CommandLine;

namespace RecPipeline.GpuWorker.Commands;

/// <summary>Where the work is done.</summary>
internal abstract class DeviceOptions
{
    [Option(
        "device", Default = "", MetaValue = "NAME",
        HelpText = "cpu, opencl, opencl:N or auto; 'list' shows the devices. Default: auto, which is cpu.")]
    public string Device { get; set; } = "";

    [Option("threads", MetaValue = "N", HelpText = "Processor threads; 0 takes all cores. Never changes a result.")]
    public int Threads { get; set; }
}

[Verb("train", HelpText = "Train a network from a hand-off (or from what generateNetCDF wrote).")]
internal sealed class TrainOptions : DeviceOptions
{
    [Option('c', "config", MetaValue = "FILE", HelpText = "Network file, DSSTNE's config.json. Default: conf/autoencoder.json.")]
    public string Config { get; set; } = "";

    [Option('i', "input", MetaValue = "FOLDER", HelpText = "Hand-off to train on.")]
    public string Input { get; set; } = "";

    [Option('o', "output", MetaValue = "FOLDER", HelpText = "DSSTNE's data set of targets: the same rows as -i. May be left out.")]
    public string Output { get; set; } = "";

    [Option('n', "network", MetaValue = "FILE", HelpText = "Model to write.")]
    public string Network { get; set; } = "";

    [Option('b', "batch-size", MetaValue = "N", HelpText = "Users of an update.")]
    public int? BatchSize { get; set; }

    [Option('e', "epochs", MetaValue = "N", HelpText = "Epochs at most.")]
    public int? Epochs { get; set; }

    [Option("alpha", MetaValue = "X", HelpText = "Learning rate (-alpha).")]
    public double? Alpha { get; set; }

    [Option("lambda", MetaValue = "X", HelpText = "L2 penalty (-lambda).")]
    public double? Lambda { get; set; }

    [Option("lambda1", MetaValue = "X", HelpText = "L1 penalty (-lambda1).")]
    public double? Lambda1 { get; set; }

    [Option("mu", MetaValue = "X", HelpText = "Momentum, or Adam's first share (-mu).")]
    public double? Mu { get; set; }

    [Option("mu1", MetaValue = "X", HelpText = "Adam's second share (-mu1).")]
    public double? Mu1 { get; set; }

    [Option("optimizer", MetaValue = "NAME", HelpText = "SGD, Momentum, Nesterov, AdaGrad, RMSProp, AdaDelta or Adam.")]
    public string? Optimizer { get; set; }

    [Option("seed", MetaValue = "N", HelpText = "Of weights, order and masks.")]
    public int? Seed { get; set; }

    [Option("checkpoint-seconds", Default = 300.0, MetaValue = "S", HelpText = "Write a checkpoint this often; 0 never.")]
    public double CheckpointSeconds { get; set; }

    [Option("checkpoint-epochs", MetaValue = "N", HelpText = "And after every so many epochs; 0 never.")]
    public int CheckpointEpochs { get; set; }

    [Option("time-limit", MetaValue = "S", HelpText = "Stop with a checkpoint and code 75 after so many seconds; 0 never.")]
    public double TimeLimit { get; set; }

    [Option("restart", HelpText = "Begin anew even where a checkpoint is.")]
    public bool Restart { get; set; }

    [Option("force", HelpText = "Replace a model that is there.")]
    public bool Force { get; set; }
}

[Verb("predict", HelpText = "Make lists: from DSSTNE's text or from a hand-off.")]
internal sealed class PredictOptions : DeviceOptions
{
    [Option(
        'd', "data-set", Default = "", MetaValue = "NAME",
        HelpText = "DSSTNE's name of the data set; _input is added and compared with the network's.")]
    public string DataSet { get; set; } = "";

    [Option('n', "network", MetaValue = "FILE", HelpText = "Model.")]
    public string Network { get; set; } = "";

    [Option('r', "rows", MetaValue = "PATH", HelpText = "Users: DSSTNE's text, or a hand-off.")]
    public string Rows { get; set; } = "";

    [Option('i', "input-index", Default = "", MetaValue = "FILE", HelpText = "Index of the input's items.")]
    public string InputIndex { get; set; } = "";

    [Option('o', "output-index", Default = "", MetaValue = "FILE", HelpText = "Index of the output's items.")]
    public string OutputIndex { get; set; } = "";

    [Option(
        'f', "filter", Default = "", MetaValue = "PATH",
        HelpText = "Items to hide by user: DSSTNE's text (values mean nothing), or a hand-off.")]
    public string Filter { get; set; } = "";

    [Option('s', "recommendations", MetaValue = "PATH", HelpText = "File or folder to write.")]
    public string Recommendations { get; set; } = "";

    [Option('b', "batch-size", Default = 1024, MetaValue = "N", HelpText = "Users at a time on a device.")]
    public int BatchSize { get; set; }

    [Option('k', Default = 100, MetaValue = "N", HelpText = "Rows of a list; any number.")]
    public int N { get; set; }

    [Option('p', "precision", Default = "", MetaValue = "W.Df", HelpText = "Format of scores in text, such as 4.3f; default: all digits.")]
    public string Precision { get; set; } = "";

    [Option("format", Default = "", MetaValue = "NAME", HelpText = "text or parquet; default: as the rows are.")]
    public string Format { get; set; } = "";

    [Option(
        "scores", Default = "", MetaValue = "NAME",
        HelpText = "output (activations, default of text) or logit (sums before it, default of parquet).")]
    public string Scores { get; set; } = "";

    [Option("roles", Separator = ',', MetaValue = "NAMES", HelpText = "Roles of a hand-off, such as fold_in,validation; default: all.")]
    public IEnumerable<string> Roles { get; set; } = [];

    [Option("deny", Default = "", MetaValue = "FILE", HelpText = "Items nobody gets, one label (or item index) per line.")]
    public string Deny { get; set; } = "";

    [Option("embeddings", Default = "", MetaValue = "FOLDER", HelpText = "Also write activations of a hidden layer as Parquet.")]
    public string Embeddings { get; set; } = "";

    [Option('l', "layer", Default = "", MetaValue = "NAME", HelpText = "That layer; default: the last hidden one.")]
    public string Layer { get; set; } = "";
}

[Verb("generateNetCDF", HelpText = "Write a hand-off and index files from DSSTNE's text.")]
internal sealed class GenerateOptions
{
    [Option('d', "data-set", MetaValue = "NAME", HelpText = "Name of the data set.")]
    public string DataSet { get; set; } = "";

    [Option('i', "input", MetaValue = "PATH", HelpText = "Text: sample TAB item[,value]:item…; a file or a folder.")]
    public string Input { get; set; } = "";

    [Option('o', "output", MetaValue = "FOLDER", HelpText = "Folder to write (DSSTNE writes a NetCDF file under this name).")]
    public string Output { get; set; } = "";

    [Option('f', "feature-index", MetaValue = "FILE", HelpText = "Index of items; written with -c and -m.")]
    public string FeatureIndex { get; set; } = "";

    [Option('s', "sample-index", MetaValue = "FILE", HelpText = "Index of samples; read and extended.")]
    public string SampleIndex { get; set; } = "";

    [Option('c', "create", HelpText = "Make a new index of items.")]
    public bool Create { get; set; }

    [Option('m', "merge", HelpText = "Add new items to the index; without -c and -m they are left out.")]
    public bool Merge { get; set; }

    [Option('t', "type", Default = "indicator", MetaValue = "NAME", HelpText = "indicator (values are dropped) or analog.")]
    public string Type { get; set; } = "";
}
