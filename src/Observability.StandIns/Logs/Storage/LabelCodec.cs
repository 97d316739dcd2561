using Observability.LogQL;

namespace Observability.StandIns.Logs.Storage;

/// <summary>Labels as bytes.</summary>
internal static class LabelCodec
{
    /// <summary>Writes labels.</summary>
    public static void Write(ByteWriter writer, LabelSet labels)
    {
        writer.WriteNumber((ulong)labels.Count);
        foreach (var label in labels.Span)
        {
            writer.WriteText(label.Name);
            writer.WriteText(label.Value);
        }
    }

    /// <summary>Reads labels.</summary>
    public static LabelSet Read(ref ByteReader reader)
    {
        var labels = new KeyValuePair<string, string>[reader.ReadCount()];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = new(reader.ReadText(), reader.ReadText());
        }

        return LabelSet.Create(labels);
    }
}
