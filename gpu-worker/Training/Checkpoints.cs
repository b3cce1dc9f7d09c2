using System.Diagnostics;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Training;

/// <summary>Writes and finds checkpoints: by time, by epoch, and when the run is told to stop.</summary>
internal sealed class Checkpoints(TrainingJob job, TrainerSettings settings)
{
    private readonly Stopwatch _run = Stopwatch.StartNew();
    private readonly Stopwatch _last = Stopwatch.StartNew();

    /// <summary>The state of this run's checkpoint, or null where there is none.</summary>
    /// <exception cref="ConfigurationException">The checkpoint is of another run.</exception>
    public RunState? Find()
    {
        if (!File.Exists(job.CheckpointPath))
            return null;
        var (header, arrays) = ModelFile.Read(job.CheckpointPath);
        if (header.RunKey != job.RunKey)
            throw new ConfigurationException(
                $"'{job.CheckpointPath}' is the checkpoint of another run: network, options or hand-off differ. "
                    + "Give --restart to begin anew, or another -n.");
        var state = new RunState(
            NetworkWeights.Zero(job.Definition), NetworkWeights.Zero(job.Definition),
            OptimizerState.Zero(job.Definition, job.Training.Rule));
        foreach (var (from, to) in arrays.Zip(Arrays(state)))
            from.CopyTo(to, 0);
        state.Restore(header);
        return state;
    }

    /// <summary>Between two batches: obeys a signal and the time limit, and keeps checkpoints young.</summary>
    /// <param name="state">Waits for the last update.</param>
    public void StopIfDue(Func<RunState> state, INetwork network, CancellationToken stop)
    {
        bool isTimeUp = settings.TimeLimitSeconds > 0 && _run.Elapsed.TotalSeconds >= settings.TimeLimitSeconds;
        bool isOld = settings.CheckpointSeconds > 0 && _last.Elapsed.TotalSeconds >= settings.CheckpointSeconds;
        if (stop.IsCancellationRequested || isTimeUp || isOld)
            Write(state(), network);
        stop.ThrowIfCancellationRequested();
        if (isTimeUp)
            throw new PipelineException(
                ExitCode.Busy,
                $"The time limit of {settings.TimeLimitSeconds:0} s is reached after update {state().Position.Update:N0}; "
                    + "a checkpoint is written. Run the same command again to go on.");
    }

    public void AfterEpoch(RunState state, INetwork network)
    {
        if (settings.CheckpointEpochs > 0 && state.Position.Epoch % settings.CheckpointEpochs == 0)
            Write(state, network);
    }

    private void Write(RunState state, INetwork network)
    {
        network.CopyTo(state.Weights, state.Optimizer);
        ModelFile.Write(job.CheckpointPath, state.Header(job), [.. Arrays(state)]);
        _last.Restart();
    }

    private static IEnumerable<float[]> Arrays(RunState state) =>
        state.Best.Arrays.Concat(state.Weights.Arrays).Concat(state.Optimizer.Arrays);
}
