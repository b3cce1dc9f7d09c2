using System.Diagnostics;
using System.Globalization;
using RecPipeline.GpuWorker.ModelFiles;

namespace RecPipeline.GpuWorker.Training;

/// <summary>Hears how training goes.</summary>
internal interface ITrainingLog
{
    void Say(string text);

    void Batch(TrainingJob job, Position position, int users);

    void Epoch(TrainingJob job, EpochResult result, bool isBest);
}

/// <summary>One line per epoch, and one every ten seconds within long ones.</summary>
internal sealed class ConsoleLog(TextWriter output) : ITrainingLog
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _last;
    private long _users, _firstUpdate = -1;

    public void Say(string text) => output.WriteLine(text);

    public void Batch(TrainingJob job, Position position, int users)
    {
        if (_firstUpdate < 0)
            (_firstUpdate, _last) = (position.Update - 1, _clock.Elapsed);
        _users += users;
        if (_clock.Elapsed - _last < Pause)
            return;
        _last = _clock.Elapsed;
        Line(
            $"epoch {position.Epoch + 1}/{job.Training.Epochs}, batch {position.Batch}/{job.BatchesPerEpoch}: "
                + $"{Speed(job, position.Update)}");
    }

    public void Epoch(TrainingJob job, EpochResult result, bool isBest) => Line(
        $"epoch {result.Epoch}/{job.Training.Epochs}: loss {result.Loss:0.0000}"
        + (result.Ndcg is { } ndcg ? $", NDCG@100 {ndcg:0.0000}, Recall@100 {result.Recall:0.0000}{(isBest ? " (best)" : "")}" : "")
        + $"; {Speed(job, (long)result.Epoch * job.BatchesPerEpoch)}");

    private string Speed(TrainingJob job, long update)
    {
        double seconds = _clock.Elapsed.TotalSeconds, rate = _users / seconds;
        double left = (job.Updates - update) * seconds / Math.Max(1, update - _firstUpdate);
        return string.Create(
            CultureInfo.InvariantCulture, $"{rate:0} users/s, {rate * job.OperationsPerUser / 1e9:0.0} GFLOP/s, at most {left:0} s left");
    }

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private void Line(string text) => output.WriteLine(text);
}
