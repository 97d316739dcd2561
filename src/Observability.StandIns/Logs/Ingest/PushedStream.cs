using Observability.LogQL;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Ingest;

/// <summary>What a push has for one stream.</summary>
/// <param name="Labels">The labels as they were given; null where they could not be read.</param>
/// <param name="LabelProblem">What is wrong with the labels; null where nothing is.</param>
/// <param name="Entries">The entries, in the order of the push.</param>
internal sealed record PushedStream(LabelSet? Labels, string? LabelProblem, EntryBuilder Entries);
