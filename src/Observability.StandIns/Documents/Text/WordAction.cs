namespace Observability.StandIns.Documents.Text;

/// <summary>Takes a word.</summary>
/// <param name="word">The word, as it is looked up.</param>
/// <param name="start">Where it begins in the text.</param>
/// <param name="end">Where it ends in the text.</param>
internal delegate void WordAction(ReadOnlySpan<char> word, int start, int end);
