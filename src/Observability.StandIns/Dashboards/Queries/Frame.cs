using System.Text.Json.Nodes;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>A table of an answer, column by column, as Grafana's data frames (https://grafana.com/developers/dataplane/).</summary>
/// <param name="Name">Its name, or null.</param>
/// <param name="Fields">The columns, all of one length.</param>
internal sealed record Frame(string? Name, IReadOnlyList<Field> Fields)
{
    /// <summary>What is said about it: <c>type</c>, <c>executedQueryString</c>, <c>custom</c>, <c>notices</c>.</summary>
    public JsonObject Meta { get; init; } = [];

    /// <summary>How many values it holds.</summary>
    public long Size => Fields.Sum(column => (long)column.Count);

    /// <summary>Adds something that a person should know, which the panel shows.</summary>
    public void Warn(string text)
    {
        var notices = Meta["notices"] as JsonArray ?? [];
        notices.Add(new JsonObject { ["severity"] = "warning", ["text"] = text });
        Meta["notices"] = notices;
    }
}
