using System.Collections.Immutable;
using Observability.CloudExporter.Collection;

namespace Observability.CloudExporter.Metrics;

/// <summary>Everything known at one moment; immutable, so a scrape sees one moment whole.</summary>
/// <param name="Collectors">The state of each collector.</param>
/// <param name="Text">The same in the text exposition format.</param>
internal sealed record Snapshot(ImmutableArray<CollectorState> Collectors, ReadOnlyMemory<byte> Text);
