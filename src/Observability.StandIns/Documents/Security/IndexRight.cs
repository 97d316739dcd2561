namespace Observability.StandIns.Documents.Security;

/// <summary>Actions that are allowed on indices.</summary>
/// <param name="Names">Names of the indices, with <c>*</c> and <c>?</c>.</param>
/// <param name="Actions">Names of the actions, with <c>*</c>.</param>
internal sealed record IndexRight(IReadOnlyList<string> Names, IReadOnlyList<string> Actions);
