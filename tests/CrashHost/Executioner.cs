using System.Diagnostics;
using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support.Stores;

namespace RecPipeline.CrashHost;

/// <summary>Watches a run and kills this process at one moment of one stage, so that nothing of it can clean up.</summary>
/// <remarks>
/// Moments: <c>begin</c> before the stage does anything; <c>read</c> at its first read of a table; <c>advance</c> in the middle of its work;
/// <c>write</c> with a created file that is still empty; <c>close</c> with a file written but not closed; <c>publish</c> before its first
/// contract or file is replaced; <c>published</c> right after that. <c>any:N</c> is event N of the whole run, be it a call of the store or a
/// report of progress.
/// </remarks>
internal sealed class Executioner(string stage, string moment) : IRunProgress
{
    private readonly int _number = stage == "any" ? int.Parse(moment) : 0;
    private bool _isTime;
    private bool _hasPublished;

    /// <summary>Calls of the store and reports of progress so far.</summary>
    public int Events { get; private set; }

    public static Executioner Parse(string text) => text.Split(':') is [var stage, var moment]
        ? new Executioner(stage, moment)
        : throw new ArgumentException($"'{text}' is not STAGE:MOMENT.", nameof(text));

    public void Begin(string name)
    {
        Count();
        _isTime = name == stage;
        DieAt("begin");
    }

    public void Advance(double share)
    {
        Count();
        DieAt("advance");
    }

    public void End(StageStatus status, double seconds)
    {
        if (_hasPublished)
            DieAt("published");
        _isTime = false;
    }

    public void Call(StoreCall call)
    {
        Count();
        if (_isTime && _hasPublished)
            DieAt("published");
        if (_isTime && call.Verb == "replace")
        {
            DieAt("publish");
            _hasPublished = true;
        }
        DieAt(call.Verb);
    }

    private void Count()
    {
        if (++Events == _number)
            Die();
    }

    private void DieAt(string now)
    {
        if (_isTime && now == moment)
            Die();
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
