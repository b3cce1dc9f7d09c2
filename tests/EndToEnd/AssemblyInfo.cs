// The tests start programs that use every core; side by side they would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
