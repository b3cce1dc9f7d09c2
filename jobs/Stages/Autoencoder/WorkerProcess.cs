using RecPipeline.Jobs.Configuration;
using System.Globalization;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Autoencoder;

/// <summary>The worker could not do what it was asked; the message has its last words.</summary>
internal sealed class WorkerException(string message, Exception? inner = null) : PipelineException(ExitCode.Failed, message, inner);

/// <summary>Starts the worker as a program beside this one, or by a command, and starts it again when it was stopped.</summary>
/// <remarks>
/// A fit's model and checkpoint lie in a folder of its training key, so that a run that is killed goes on where it was. A model that is
/// there is not trained again.
/// </remarks>
internal sealed class WorkerProcess(StageContext context)
{
    /// <summary>Where the fit's model is, or will be.</summary>
    public string Model(NetworkFit fit) => Path(fit, "model");

    /// <summary>Trains the fit's model unless it is there.</summary>
    public void Train(NetworkFit fit)
    {
        if (!WorkFolder.Has(Model(fit)))
            Start(
                $"training {fit.Name}",
                ["train", "-c", Config(fit), "-i", HandOff(fit), "-n", Model(fit), "--seed", Text(context.Options.Seed), .. Common]);
    }

    /// <summary>Lists of every user of the role fold_in.</summary>
    /// <param name="fit">Its model is there.</param>
    /// <param name="excluded">Items nobody gets.</param>
    /// <returns>The folder of the lists.</returns>
    public string Predict(NetworkFit fit, int[] excluded)
    {
        string lists = Path(fit, "lists");
        string[] deny = excluded.Length == 0 ? [] : ["--deny", WorkFolder.Write(Path(fit, "deny"), excluded.Select(item => Text(item)))];
        Start(
            $"predicting {fit.Name}",
            ["predict", "-n", Model(fit), "-r", HandOff(fit), "-s", lists, "--roles", "fold_in", "-k",
                Text(context.Options.TopN.Candidates), .. deny, .. Common]);
        return lists;
    }

    /// <summary>Once all tables are written nothing of the work is needed.</summary>
    public void RemoveWork(NetworkFit fit) => WorkFolder.Remove(Work(fit));

    // The worker reads files of a disk: where they lie elsewhere, or in a folder that its machine may not have, it gets copies.
    private string HandOff(NetworkFit fit)
    {
        if (!IsApart && context.Run.Catalog.LocalFolder(fit.HandOff) is { } here)
            return here;
        string copy = Path(fit, "hand-off");
        context.Run.Catalog.CopyOut(fit.HandOff, copy);
        return copy;
    }

    private string Config(NetworkFit fit)
    {
        string config = context.Options.Worker().Config;
        if (!IsApart && !Addresses.IsHadoop(config))
            return Addresses.Local(config);
        string copy = Path(fit, "network.json");
        using var source = RawFile.Open(config);
        LocalCopy.Write(source, copy);
        return copy;
    }

    private bool IsApart => context.Options.Worker().WorkFolder.Length > 0;

    private string Path(NetworkFit fit, string name) => WorkFolder.Path(Work(fit), name);

    private string Work(NetworkFit fit) => context.Run.Catalog.Scratch("autoencoder", fit.TrainingKey, context.Options.Worker().WorkFolder);

    private string[] Common
    {
        get
        {
            string[] device = context.Options.Worker().Device.Length > 0 ? ["--device", context.Options.Worker().Device] : [];
            return ["--threads", Text(context.Threads), .. device];
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Start(string what, string[] arguments)
    {
        for (int attempt = 0; ; attempt++)
        {
            var (code, words) = WorkerStart.Run(context.Options.Worker().Command, arguments,
                line => context.Log.Debug("autoencoder: {Line}", line), context.Cancellation);
            if (code == ExitCode.Done)
                return;
            if (!MayResume(code) || attempt == context.Options.Worker().Retries)
                throw new WorkerException(
                    $"The worker ended with code {code} while {what} (attempt {attempt + 1}): {words} Its lines are in the log; "
                    + "run again once the cause is gone.");
            context.Log.Warning("The worker was stopped (code {Code}) while {What}; it is started again and resumes.", code, what);
        }
    }

    // Stopped by a signal (its own code, or the shell's for a killed child), or at its time limit.
    private static bool MayResume(int code) => code is ExitCode.Busy or ExitCode.Interrupted or ExitCode.Terminated or 137;
}
