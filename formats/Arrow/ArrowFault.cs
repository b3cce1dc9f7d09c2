namespace RecPipeline.Formats.Arrow;

/// <summary>What the bridge finds wrong with an array or a type; whoever knows file or stream makes its own exception of it.</summary>
internal sealed class ArrowFault(string column, string found, string expected, bool isUnsupported = false) : Exception($"column '{column}': found {found}; expected {expected}")
{
    /// <summary>Members of lists and structs with dots.</summary>
    public string Column => column;

    public string Found => found;

    public string Expected => expected;

    /// <summary>True when the column may be in order, but is of a type that none of ours stands for.</summary>
    public bool IsUnsupported => isUnsupported;
}
