using RecPipeline.Jobs.Tables;

namespace RecPipeline.Tests.Support.Stores;

/// <summary>A store whose call of one number fails, once.</summary>
internal static class FailingStore
{
    public static ITableStore At(int number, ITableStore store) => new WatchedStore(store, call =>
    {
        if (call.Number == number)
            throw new StoreException($"Could not {call.Verb} '{store.Describe(call.Path)}': this call was made to fail.");
    });
}
