using System.Collections.Concurrent;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>Buffers that threads take for a piece of work and give back; made only while more threads work than ever before.</summary>
internal sealed class Workspaces<T>(Func<T> create)
{
    private readonly ConcurrentBag<T> _idle = [];

    public void Use(Action<T> work)
    {
        var workspace = _idle.TryTake(out var waiting) ? waiting : create();
        work(workspace);
        _idle.Add(workspace);
    }
}
