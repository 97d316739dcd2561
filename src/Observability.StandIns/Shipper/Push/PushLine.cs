using System.Text;

namespace Observability.StandIns.Shipper.Push;

/// <summary>A line as it is pushed.</summary>
/// <param name="Nanoseconds">Its time, nanoseconds since 1970.</param>
/// <param name="Text">Its text.</param>
/// <param name="Metadata">What is stored with it without being a label.</param>
internal readonly record struct PushLine(long Nanoseconds, string Text, IReadOnlyList<KeyValuePair<string, string>> Metadata)
{
    /// <summary>Its bytes, as Loki counts them.</summary>
    public int Size => Encoding.UTF8.GetByteCount(Text)
        + Metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
}
