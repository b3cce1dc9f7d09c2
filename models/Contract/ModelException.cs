namespace RecPipeline.Models.Contract;

/// <summary>A model refuses data or options; the message says what was found, what it can do, and what to change.</summary>
public sealed class ModelException(string message) : Exception(message);
