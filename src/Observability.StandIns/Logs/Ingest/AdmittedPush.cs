using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Ingest;

/// <summary>What is left of a push once it has been checked.</summary>
/// <param name="Appends">What goes into streams.</param>
/// <param name="Refusal">What its sender is told once that is written; null where nothing was refused.</param>
internal sealed record AdmittedPush(IReadOnlyList<StreamAppend> Appends, RequestException? Refusal);
