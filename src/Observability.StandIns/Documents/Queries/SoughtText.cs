namespace Observability.StandIns.Documents.Queries;

/// <summary>A text that a query looks for.</summary>
/// <param name="Field">Name or pattern of the field.</param>
/// <param name="Words">Tells for each word of the text which words of a document fit; several are a phrase.</param>
internal sealed record SoughtText(string Field, IReadOnlyList<Func<string, bool>> Words);
