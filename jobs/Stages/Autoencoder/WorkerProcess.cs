using System.Globalization;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Stages.Autoencoder;

/// <summary>The worker could not do what it was asked; the message has its last words.</summary>
internal sealed class WorkerException(string message, Exception? inner = null) : PipelineException(ExitCode.Failed, message, inner);

/// <summary>Starts the worker as a program beside this one, or by a command, and starts it again when it was stopped.</summary>
/// <remarks>A fit's model and checkpoint lie in a folder of the stage's key, so that a run that is killed goes on where it was. A model that is there is not trained again.</remarks>
internal sealed class WorkerProcess(StageContext context)
{
    private readonly string _work = context.Run.Catalog.Scratch("autoencoder", context.Key);

    public string Path(string fit, string name) => WorkFolder.Path(_work, fit, name);

    /// <summary>Trains the fit's model unless it is there, and returns its path.</summary>
    public string Train(string fit, string handOff)
    {
        string model = Path(fit, "model");
        if (!WorkFolder.Has(model))
            Start($"training {fit}", ["train", "-c", context.Options.Autoencoder.Config, "-i", handOff, "-n", model, "--seed", Seed, .. Common]);
        return model;
    }

    /// <summary>Lists of every user of the role fold_in.</summary>
    public void Predict(string fit, string handOff, string model, string lists) => Start(
        $"predicting {fit}",
        ["predict", "-n", model, "-r", handOff, "-s", lists, "--roles", "fold_in", "-k", context.Options.TopN.Candidates.ToString(CultureInfo.InvariantCulture), .. Common]);

    public byte[] Model(string fit) => WorkFolder.Read(Path(fit, "model"));

    /// <summary>Once all tables are written nothing of the work is needed.</summary>
    public void RemoveWork() => WorkFolder.Remove(_work);

    private string Seed => context.Options.Seed.ToString(CultureInfo.InvariantCulture);

    private string[] Common
    {
        get
        {
            string[] device = context.Options.Autoencoder.Device.Length > 0 ? ["--device", context.Options.Autoencoder.Device] : [];
            return ["--threads", context.Threads.ToString(CultureInfo.InvariantCulture), .. device];
        }
    }

    private void Start(string what, string[] arguments)
    {
        for (int attempt = 0; ; attempt++)
        {
            var (code, words) = WorkerStart.Run(context.Options.Autoencoder.Command, arguments, line => context.Log.Debug("autoencoder: {Line}", line), context.Cancellation);
            if (code == ExitCode.Done)
                return;
            if (!MayResume(code) || attempt == context.Options.Autoencoder.Retries)
                throw new WorkerException($"The worker ended with code {code} while {what} (attempt {attempt + 1}): {words} Its lines are in the log; run again once the cause is gone.");
            context.Log.Warning("The worker was stopped (code {Code}) while {What}; it is started again and resumes.", code, what);
        }
    }

    // Stopped by a signal (its own code, or the shell's for a killed child), or at its time limit.
    private static bool MayResume(int code) => code is ExitCode.Busy or ExitCode.Interrupted or ExitCode.Terminated or 137;
}
