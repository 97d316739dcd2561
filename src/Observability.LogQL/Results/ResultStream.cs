namespace Observability.LogQL.Results;

/// <summary>Lines that have the same labels.</summary>
/// <param name="Labels">The labels; with <see cref="QueryParameters.CategorizesLabels"/> only those of the stream that was pushed.</param>
/// <param name="Entries">The lines.</param>
public sealed record ResultStream(LabelSet Labels, IReadOnlyList<ResultEntry> Entries);
