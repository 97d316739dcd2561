using System.Text;
using Observability.StandIns.Consumer.Model;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>A batch as line protocol.</summary>
internal static class LineBody
{
    /// <summary>Type of the content.</summary>
    public const string ContentType = "text/plain; charset=utf-8";

    /// <summary>Writes part of a batch; empty where none of its metrics can be written as a line.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<QueuedMetric> batch, bool hasUnsigned, string? withoutTag = null)
    {
        var text = new StringBuilder();
        foreach (var queued in batch)
        {
            LineProtocolWriter.Write(text, queued.Metric, hasUnsigned, withoutTag);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
