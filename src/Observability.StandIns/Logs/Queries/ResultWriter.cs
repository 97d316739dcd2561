using System.Text.Json;
using Observability.LogQL;
using Observability.LogQL.Results;

namespace Observability.StandIns.Logs.Queries;

/// <summary>Writes results of queries (https://grafana.com/docs/loki/latest/reference/loki-http-api/#matrix-vector-and-stream).</summary>
internal static class ResultWriter
{
    /// <summary>Writes a result as the <c>data</c> of an answer.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="result">The result.</param>
    /// <param name="categorizes">Whether each entry says where its labels come from.</param>
    /// <param name="writeMetric">Writes the labels of a series; as they are unless given.</param>
    public static void Write(
        Utf8JsonWriter writer, QueryResult result, bool categorizes = false, Action<Utf8JsonWriter, LabelSet>? writeMetric = null)
    {
        writer.WriteStartObject();
        writer.WriteString("resultType"u8, result.Data.ResultType);
        if (categorizes && result.Data is StreamsData)
        {
            writer.WritePropertyName("encodingFlags"u8);
            ApiJson.WriteTexts(writer, ["categorize-labels"]);
        }

        writer.WritePropertyName("result"u8);
        WriteData(writer, result.Data, categorizes, writeMetric ?? ApiJson.WriteLabels);
        writer.WritePropertyName("stats"u8);
        WriteStatistics(writer, result.Statistics);
        writer.WriteEndObject();
    }

    /// <summary>Writes an entry of a stream.</summary>
    public static void WriteEntry(Utf8JsonWriter writer, ResultEntry entry, bool categorizes)
    {
        writer.WriteStartArray();
        ApiJson.WriteTime(writer, entry.Time);
        ApiJson.WriteLine(writer, entry.Line.Span);
        if (categorizes)
        {
            writer.WriteStartObject();
            WriteCategory(writer, "structuredMetadata", entry.Metadata);
            WriteCategory(writer, "parsed", entry.Parsed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteData(Utf8JsonWriter writer, QueryData data, bool categorizes, Action<Utf8JsonWriter, LabelSet> writeMetric)
    {
        switch (data)
        {
            case ScalarData scalar:
                WritePoint(writer, scalar.Time, scalar.Value);
                break;
            case StreamsData streams:
                WriteAll(writer, streams.Streams, stream => WriteStream(writer, stream, categorizes));
                break;
            case VectorData vector:
                WriteAll(writer, vector.Samples, sample => WriteSample(writer, sample, writeMetric));
                break;
            case MatrixData matrix:
                WriteAll(writer, matrix.Series, series => WriteSeries(writer, series, writeMetric));
                break;
        }
    }

    private static void WriteStream(Utf8JsonWriter writer, ResultStream stream, bool categorizes)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("stream"u8);
        ApiJson.WriteLabels(writer, stream.Labels);
        writer.WritePropertyName("values"u8);
        WriteAll(writer, stream.Entries, entry => WriteEntry(writer, entry, categorizes));
        writer.WriteEndObject();
    }

    private static void WriteSample(Utf8JsonWriter writer, Sample sample, Action<Utf8JsonWriter, LabelSet> writeMetric)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("metric"u8);
        writeMetric(writer, sample.Labels);
        writer.WritePropertyName("value"u8);
        WritePoint(writer, sample.Time, sample.Value);
        writer.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter writer, SampleSeries series, Action<Utf8JsonWriter, LabelSet> writeMetric)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("metric"u8);
        writeMetric(writer, series.Labels);
        writer.WritePropertyName("values"u8);
        WriteAll(writer, series.Points, point => WritePoint(writer, point.Time, point.Value));
        writer.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter writer, long time, double value)
    {
        writer.WriteStartArray();
        writer.WriteRawValue(ResultFormat.Seconds(time), skipInputValidation: true);
        writer.WriteStringValue(ResultFormat.Value(value));
        writer.WriteEndArray();
    }

    private static void WriteCategory(Utf8JsonWriter writer, string name, LabelSet labels)
    {
        if (labels.Count > 0)
        {
            writer.WritePropertyName(name);
            ApiJson.WriteLabels(writer, labels);
        }
    }

    private static void WriteAll<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, Action<T> write)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            write(item);
        }

        writer.WriteEndArray();
    }

    private static void WriteStatistics(Utf8JsonWriter writer, QueryStatistics statistics)
    {
        var seconds = Math.Max(statistics.Duration.TotalSeconds, 1e-6);
        writer.WriteStartObject();
        writer.WriteStartObject("summary"u8);
        writer.WriteNumber("bytesProcessedPerSecond"u8, (long)(statistics.Bytes / seconds));
        writer.WriteNumber("linesProcessedPerSecond"u8, (long)(statistics.Lines / seconds));
        writer.WriteNumber("totalBytesProcessed"u8, statistics.Bytes);
        writer.WriteNumber("totalLinesProcessed"u8, statistics.Lines);
        writer.WriteNumber("execTime"u8, seconds);
        writer.WriteNumber("queueTime"u8, 0);
        writer.WriteNumber("subqueries"u8, 0);
        writer.WriteNumber("totalEntriesReturned"u8, statistics.Entries);
        writer.WriteNumber("totalPostFilterLines"u8, statistics.FilteredLines);
        writer.WriteNumber("totalStructuredMetadataBytesProcessed"u8, statistics.MetadataBytes);
        writer.WriteNumber("splits"u8, 1);
        writer.WriteNumber("shards"u8, 1);
        writer.WriteEndObject();
        writer.WriteStartObject("ingester"u8);
        writer.WriteNumber("totalReached"u8, 1);
        writer.WriteNumber("totalChunksMatched"u8, 0);
        writer.WriteNumber("totalBatches"u8, 0);
        writer.WriteNumber("totalLinesSent"u8, 0);
        writer.WriteEndObject();
        writer.WriteStartObject("store"u8);
        writer.WriteNumber("decompressedBytes"u8, statistics.Bytes);
        writer.WriteNumber("decompressedLines"u8, statistics.Lines);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
