namespace RecPipeline.Jobs.Running;

/// <summary>Which stages a run takes part in.</summary>
public sealed record StageSelection(string? From = null, string? To = null, string? Only = null, bool NoEvaluate = false)
{
    /// <exception cref="UsageException">A stage's name is unknown, or --from lies behind --to.</exception>
    public IReadOnlySet<string> Of(IReadOnlyList<Stage> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        if (Only is not null && (From ?? To) is not null)
            throw new UsageException("--only does not go with --from or --to; give one or the other.");
        int from = Only is not null ? Index(stages, Only) : From is null ? 0 : Index(stages, From);
        int to = Only is not null ? from : To is null ? stages.Count - 1 : Index(stages, To);
        if (from > to)
            throw new UsageException(
                $"--from {From} lies behind --to {To}; the order is {string.Join(", ", stages.Select(stage => stage.Name))}.");
        return stages.Take(from..(to + 1)).Select(stage => stage.Name).Where(name => !NoEvaluate || name is not ("evaluate" or "gate"))
            .ToHashSet();
    }

    private static int Index(IReadOnlyList<Stage> stages, string name)
    {
        for (int i = 0; i < stages.Count; i++)
            if (stages[i].Name == name)
                return i;
        throw new UsageException($"There is no stage '{name}'. {Nearest.Hint(name, stages.Select(stage => stage.Name))}");
    }
}
