namespace RecPipeline.Models.Kernels;

/// <summary>Takes results that are made in parallel one by one in the order of their numbers, holding only a few.</summary>
/// <param name="window">Results that may be finished or under way before the next one in order is taken.</param>
/// <param name="take">Called with one result after the other, on the thread that brought the one that was missing.</param>
internal sealed class OrderedResults<T>(int window, Action<T> take)
{
    private readonly Lock _taking = new();
    private readonly object _state = new();
    private readonly Dictionary<int, T> _waiting = [];
    private int _next;
    private bool _isStopped;

    /// <summary>Waits until result <paramref name="number"/> may be begun. False when another thread failed.</summary>
    public bool WaitForRoom(int number)
    {
        lock (_state)
        {
            while (!_isStopped && number >= _next + window)
                Monitor.Wait(_state);
            return !_isStopped;
        }
    }

    /// <summary>Hands in a result; takes what is next in order unless another thread is just doing that.</summary>
    public void Put(int number, T result)
    {
        lock (_state)
            _waiting.Add(number, result);
        while (IsNextThere() && _taking.TryEnter())
            try
            {
                TakeAll();
            }
            finally
            {
                _taking.Exit();
            }
    }

    /// <summary>Lets waiting threads go after a failure.</summary>
    public void Stop()
    {
        lock (_state)
        {
            _isStopped = true;
            Monitor.PulseAll(_state);
        }
    }

    private bool IsNextThere()
    {
        lock (_state)
            return _waiting.ContainsKey(_next);
    }

    private void TakeAll()
    {
        while (TryRemoveNext(out var result))
        {
            take(result);
            lock (_state)
            {
                _next++;
                Monitor.PulseAll(_state);
            }
        }
    }

    private bool TryRemoveNext(out T result)
    {
        lock (_state)
            return _waiting.Remove(_next, out result!);
    }
}
