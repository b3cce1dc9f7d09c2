namespace RecPipeline.Jobs.Inputs;

/// <summary>
/// The files of an input by what they hold: those without a byte are passed over, since writers that run in parallel leave such parts.
/// </summary>
/// <param name="Files">Those that hold something, at least one.</param>
/// <param name="Kinds">What each is, whatever its name; what is inside counts where it is packed.</param>
/// <param name="Empty">Paths of those that hold nothing.</param>
internal sealed record InputParts(InputFiles Files, IReadOnlyList<(InputKind Outer, InputKind Inner)> Kinds, IReadOnlyList<string> Empty)
{
    /// <exception cref="PipelineException">All are empty.</exception>
    /// <exception cref="UsageException">One cannot be read, or what it is packed in is damaged at its start.</exception>
    public static InputParts Of(InputFiles files)
    {
        var all = files.Paths.Select(path => (Path: path, Kind: RawFile.Kind(path))).ToArray();
        var filled = all.Where(each => each.Kind.Inner != InputKind.Empty).ToArray();
        if (filled.Length == 0)
            throw new PipelineException(ExitCode.Failed, all.Length == 1
                ? $"Cleaning '{files.Paths[0]}': the file is empty. Check that its writer finished."
                : $"Cleaning '{files.Words}': all {all.Length:N0} files are empty. Check that their writer finished.");
        return new InputParts(
            files.Only([.. filled.Select(each => each.Path)]), [.. filled.Select(each => each.Kind)],
                [.. all.Except(filled).Select(each => each.Path)]);
    }
}
