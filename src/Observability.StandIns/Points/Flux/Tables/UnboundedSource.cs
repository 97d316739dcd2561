using System.Collections;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Flux.Tables;

/// <summary>A bucket of which nobody has said yet from when to when it shall be read.</summary>
/// <param name="bucket">The bucket.</param>
internal sealed class UnboundedSource(Bucket bucket) : IEnumerable<FluxTable>
{
    /// <summary>The bucket.</summary>
    public Bucket Bucket => bucket;

    /// <inheritdoc />
    public IEnumerator<FluxTable> GetEnumerator() => throw new FluxException(
        $"cannot submit unbounded read to \"{bucket.Name}\"; try bounding 'from' with a call to 'range'");

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
