using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.Training;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Commands;

/// <summary><c>train</c>: from a hand-off to a model, or to a checkpoint when it is stopped.</summary>
internal static class TrainCommand
{
    public static int Run(TrainOptions options)
    {
        if (options.Device == BackEnds.ListWord)
            return BackEnds.Print();
        Required.Check("train", ("-i", options.Input), ("-n", options.Network));
        if (File.Exists(options.Network) && !options.Force)
            throw new ConfigurationException($"The model '{options.Network}' is there already. Give --force to replace it, or another -n.");
        var config = Changed(ConfigReader.Read(ConfigPath(options)), options);
        var handOff = new HandOffReader(options.Input);
        DataSets.Check(config, handOff, options.Output);
        var job = new TrainingJob(config, handOff, options.Network);
        if (options.Restart)
            File.Delete(job.CheckpointPath);
        return Train(job, options);
    }

    private static int Train(TrainingJob job, TrainOptions options)
    {
        using var stop = new StopSignals();
        using var backEnd = BackEnds.Open(options.Device, options.Threads);
        Console.Out.WriteLine($"device: {backEnd.Name}");
        try
        {
            new Trainer(
                job, backEnd, new TrainerSettings(options.CheckpointSeconds, options.CheckpointEpochs, options.TimeLimit),
                new ConsoleLog(Console.Out), stop.Token).Run();
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.ExitCode is { } code)
        {
            Console.Error.WriteLine($"Stopped by a signal; the checkpoint is '{job.CheckpointPath}'. Run the same command again to go on.");
            return code;
        }
    }

    private static string ConfigPath(TrainOptions options) =>
        options.Config.Length > 0 ? options.Config : Path.Combine(Home.Folder, "conf", "autoencoder.json");

    private static NetworkConfig Changed(NetworkConfig config, TrainOptions options)
    {
        var old = config.Training;
        if (options.BatchSize < 1 || options.Epochs < 1)
            throw new ConfigurationException("-b and -e must be at least 1.");
        return config with
        {
            Training = old with
            {
                BatchSize = options.BatchSize ?? old.BatchSize, Epochs = options.Epochs ?? old.Epochs,
                LearningRate = options.Alpha ?? old.LearningRate,
                L2 = options.Lambda ?? old.L2, L1 = options.Lambda1 ?? old.L1, Mu = options.Mu ?? old.Mu,
                Mu1 = options.Mu1 ?? old.Mu1, Seed = options.Seed ?? old.Seed,
                Optimizer = options.Optimizer is null ? old.Optimizer : Named(options.Optimizer),
            },
        };
    }

    private static Optimizer Named(string name) => Enum.TryParse<Optimizer>(name, ignoreCase: true, out var optimizer)
        && Enum.IsDefined(optimizer)
        ? optimizer
        : throw new ConfigurationException($"--optimizer is '{name}'. {Nearest.Hint(name, ConfigKeys.Optimizers)}");
}
