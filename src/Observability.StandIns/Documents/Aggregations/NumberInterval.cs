using System.Globalization;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>Pieces of the same length.</summary>
internal sealed class NumberInterval(double size, double offset) : Interval
{
    /// <inheritdoc/>
    public override long KeyOf(double value) => (long)Math.Floor((value - offset) / size);

    /// <inheritdoc/>
    public override long Next(long key) => key + 1;

    /// <inheritdoc/>
    public override long CountTo(long first, long last) => Count(first, last, 1);

    /// <inheritdoc/>
    public override double StartOf(long key) => (key * size) + offset;

    /// <inheritdoc/>
    public override void WriteKey(JsonObject bucket, long key) => bucket["key"] = StartOf(key);

    /// <inheritdoc/>
    public override string Name(long key) => StartOf(key).ToString("0.0###############", CultureInfo.InvariantCulture);
}
