using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Training;

/// <param name="CheckpointSeconds">A checkpoint is written when the last one is this old; 0 never.</param>
/// <param name="CheckpointEpochs">And after every so many epochs; 0 never.</param>
/// <param name="TimeLimitSeconds">Stop with a checkpoint after this time; 0 never.</param>
internal sealed record TrainerSettings(double CheckpointSeconds = 300, int CheckpointEpochs = 0, double TimeLimitSeconds = 0);

/// <summary>The training loop: epochs of shuffled batches, validation, the best epoch kept, checkpoints.</summary>
/// <remarks>
/// A resumed run goes through the same updates as one that was never stopped:
/// order, masks and learning rate come from (seed, epoch, update) alone.
/// </remarks>
internal sealed class Trainer
{
    private const int FewUpdates = 1_000;

    private readonly TrainingJob _job;
    private readonly ITrainingLog _log;
    private readonly CancellationToken _stop;
    private readonly Checkpoints _checkpoints;
    private readonly Validator _validator;
    private readonly HashMasks _masks;
    private readonly INetwork _network;
    private readonly RunState _state;

    public Trainer(TrainingJob job, IBackEnd backEnd, TrainerSettings settings, ITrainingLog log, CancellationToken stop)
    {
        (_job, _log, _stop) = (job, log, stop);
        _checkpoints = new Checkpoints(job, settings);
        _state = _checkpoints.Find() ?? RunState.New(job);
        _validator = new Validator(job.Validation, job.Popularity);
        _masks = new HashMasks(job.Definition, job.Training.Seed);
        _network = backEnd.Load(
            new NetworkSetup(job.Definition, _state.Weights, job.Training.BatchSize, job.Training.Rule, _state.Optimizer));
        _network.SetData(job.Rows.Input);
    }

    /// <summary>Runs to the end and writes the model.</summary>
    /// <exception cref="OperationCanceledException">Stopped; a checkpoint was written.</exception>
    /// <exception cref="PipelineException">Diverged, or the time limit was reached (code 75, with a checkpoint).</exception>
    public ModelHeader Run()
    {
        using (_network)
        {
            Announce();
            while (_state.Position.Epoch < _job.Training.Epochs && !_state.IsOver(_job.Training.Patience))
                Epoch();
            return Finish();
        }
    }

    private void Announce()
    {
        var training = _job.Training;
        _log.Say(
            $"{_job.Rows.Users.Length:N0} users, {_job.Definition.Items:N0} items, "
                + $"{_job.Rows.Input.Count:N0} interactions; {_job.Validation.Users.Length:N0} validation users");
        string patience = training.Patience > 0 ? $", or until {training.Patience} epochs pass without a better one" : "";
        _log.Say(
            $"{_job.Updates:N0} updates: {training.Epochs} epochs of {_job.BatchesPerEpoch} batches of {training.BatchSize}{patience}");
        if (_job.Updates < FewUpdates)
            _log.Say(
                $"warning: {_job.Updates:N0} updates are few; below about {FewUpdates:N0} a network is hardly better than popularity. "
                    + "Raise Epochs (-e) or lower BatchSize (-b).");
        foreach (string warning in _job.Config.Warnings)
            _log.Say($"warning: {warning}");
        if (training.Patience > 0 && !_validator.HasUsers)
            _log.Say("warning: there are no validation users, so training cannot stop early and keeps the last epoch.");
        if (_state.Position.Update > 0)
            _log.Say($"resumed after update {_state.Position.Update:N0} (epoch {_state.Position.Epoch + 1})");
    }

    private void Epoch()
    {
        int[] order = _job.Order(_state.Position.Epoch);
        while (_state.Position.Batch < _job.BatchesPerEpoch)
        {
            _checkpoints.StopIfDue(Settled, _network, _stop);
            Batch(order);
        }
        EndEpoch();
        _checkpoints.AfterEpoch(_state, _network);
    }

    private void Batch(int[] order)
    {
        var at = _state.Position;
        int first = at.Batch * _job.Training.BatchSize;
        var rows = order.AsSpan(first, Math.Min(_job.Training.BatchSize, order.Length - first));
        _network.Train(rows, new StepSettings(at.Update, at.Epoch, _job.Training.RateOf(at.Update, at.Epoch), _masks));
        _state.Position = at with { Batch = at.Batch + 1, Update = at.Update + 1 };
        TakeLoss(leaving: 1);
        _log.Batch(_job, _state.Position, rows.Length);
    }

    // The loss of an update is looked at while the device works on the next one.
    private void TakeLoss(int leaving)
    {
        var (at, loss) = (_state.Position, _network.TakeLoss(leaving));
        Divergence.CheckLoss(loss, at.Update - 1 - leaving, _job.Definition, _network);
        _state.Position = at with { LossSum = at.LossSum + loss.Data, PenaltySum = at.PenaltySum + loss.Sparseness };
    }

    private RunState Settled()
    {
        TakeLoss(leaving: 0);
        return _state;
    }

    private void EndEpoch()
    {
        var at = Settled().Position;
        double loss = at.LossSum / _job.Rows.Users.Length;
        (double Ndcg, double Recall)? measured = _validator.HasUsers ? _validator.Measure(_network) : null;
        var result = new EpochResult(at.Epoch + 1, loss, measured?.Ndcg, measured?.Recall);
        bool isBest = _state.Add(result);
        if (isBest)
            _network.CopyTo(_state.Best, null);
        _log.Epoch(_job, result, isBest);
        Divergence.CheckEpoch(loss, _state.Epochs[0].Loss, at.Epoch, _job.Definition, _network);
        _state.Position = new Position(at.Epoch + 1, 0, at.Update, 0, 0);
    }

    private ModelHeader Finish()
    {
        var header = _state.Header(_job);
        ModelFile.Write(_job.ModelPath, header, [Array.ConvertAll(_job.Popularity.Rank, rank => (float)rank), .. _state.Best.Arrays]);
        File.Delete(_job.CheckpointPath);
        _log.Say($"{_state.Position.Update:N0} updates made; the model is that of epoch {_state.BestEpoch}: {_job.ModelPath}");
        return header;
    }
}
