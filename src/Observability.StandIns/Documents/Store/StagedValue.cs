namespace Observability.StandIns.Documents.Store;

/// <summary>A value that goes into its column once its document is safe on the disk.</summary>
/// <param name="Field">Number of the field.</param>
/// <param name="Value">The value, or the number of a term.</param>
internal readonly record struct StagedValue(int Field, long Value);
