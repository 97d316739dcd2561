using System.Text.Json;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>
/// Writes answers as <c>/api/ds/query</c> does
/// (https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#query-a-data-source):
/// <code>
/// {"results":{"A":{"status":200,"frames":[{"schema":{"refId":"A","fields":[{"name":"Time","type":"time"}]},"data":{"values":[[1]]}}]}}}
/// </code>
/// </summary>
internal static class FrameJson
{
    /// <summary>Writes the answers of all queries of a request.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<QueryAnswer> answers)
    {
        json.WriteStartObject();
        json.WriteStartObject("results");
        foreach (var answer in answers)
        {
            json.WriteStartObject(answer.RefId);
            if (answer.Error is { } error)
            {
                json.WriteString("error", error);
                json.WriteString("errorSource", answer.IsStoresFault ? "downstream" : "plugin");
            }

            json.WriteNumber("status", answer.Status);
            json.WriteStartArray("frames");
            foreach (var frame in answer.Frames)
            {
                WriteFrame(json, answer.RefId, frame);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFrame(Utf8JsonWriter json, string refId, Frame frame)
    {
        json.WriteStartObject();
        json.WriteStartObject("schema");
        if (frame.Name is { } name)
        {
            json.WriteString("name", name);
        }

        json.WriteString("refId", refId);
        json.WritePropertyName("meta");
        frame.Meta.WriteTo(json);
        json.WriteStartArray("fields");
        foreach (var field in frame.Fields)
        {
            WriteSchema(json, field);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("data");
        WriteData(json, frame);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter json, Field field)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WriteString("type", field.Type);
        json.WriteStartObject("typeInfo");
        json.WriteString("frame", field.GoType);
        json.WriteBoolean("nullable", true);
        json.WriteEndObject();
        if (field.Labels is { Count: > 0 } labels)
        {
            json.WriteStartObject("labels");
            foreach (var (key, value) in labels)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        if (field.Config is { } config)
        {
            json.WritePropertyName("config");
            config.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, Frame frame)
    {
        var odd = new List<(string Kind, int Index)>[frame.Fields.Count];
        json.WriteStartArray("values");
        for (var index = 0; index < frame.Fields.Count; index++)
        {
            json.WriteStartArray();
            frame.Fields[index].WriteValues(json, odd[index] = []);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        if (odd.All(list => list.Count == 0))
        {
            return;
        }

        // "entities":[null,{"NaN":[0],"Inf":[],"NegInf":[]}]
        json.WriteStartArray("entities");
        foreach (var list in odd)
        {
            if (list.Count == 0)
            {
                json.WriteNullValue();
                continue;
            }

            json.WriteStartObject();
            foreach (var kind in list.GroupBy(item => item.Kind))
            {
                json.WriteStartArray(kind.Key);
                foreach (var (_, index) in kind)
                {
                    json.WriteNumberValue(index);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
