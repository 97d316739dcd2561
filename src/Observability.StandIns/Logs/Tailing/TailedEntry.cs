using Observability.LogQL;
using Observability.LogQL.Source;

namespace Observability.StandIns.Logs.Tailing;

/// <summary>An entry that a tail may want.</summary>
/// <param name="Labels">Labels of its stream.</param>
/// <param name="Entry">The entry; its line is a copy.</param>
/// <param name="Arrival">When it came, in the clock's own count.</param>
internal readonly record struct TailedEntry(LabelSet Labels, LogEntry Entry, long Arrival);
