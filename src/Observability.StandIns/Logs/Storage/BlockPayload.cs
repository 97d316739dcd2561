namespace Observability.StandIns.Logs.Storage;

/// <summary>A block as it is kept: compressed, the columns apart from the text, so that what only counts reads no text.</summary>
/// <param name="Columns">Times, lengths and structured metadata.</param>
/// <param name="Text">The lines.</param>
internal sealed record BlockPayload(byte[] Columns, byte[] Text);
