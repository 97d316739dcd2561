namespace Observability.E2E.Flows;

/// <summary>A request of a flow: over HTTP, or a message to a broker. <c>${id}</c> in a text is new in every run.</summary>
public sealed class FlowRequest
{
    /// <summary>The resource.</summary>
    public string Resource { get; set; } = string.Empty;

    /// <summary>Its endpoint.</summary>
    public string Endpoint { get; set; } = "http";

    /// <summary>Path and query.</summary>
    public string Path { get; set; } = "/";

    /// <summary>A query in PromQL, which stands for the path that asks it.</summary>
    public string? Promql { get; set; }

    /// <summary>Routing key of a message; then the body is published to the exchange <c>telemetry</c>.</summary>
    public string? RoutingKey { get; set; }

    /// <summary>Body; then the request is a POST.</summary>
    public string? Body { get; set; }

    /// <summary>Type of the body.</summary>
    public string ContentType { get; set; } = "text/plain";

    /// <summary>Host name that people open at the gateway, without the domain; then the request goes to where they open it.</summary>
    public string? Host { get; set; }

    /// <summary>
    /// A panel of a dashboard, <c>&lt;dashboard's uid&gt;/&lt;title&gt;</c>: its queries are asked of Grafana as its page asks them, with the
    /// variables as the dashboard has them.
    /// </summary>
    public string? Panel { get; set; }

    /// <summary>User of basic authentication, with <see cref="Secret"/> as the password.</summary>
    public string? User { get; set; }

    /// <summary>Parameter of the graph that has the password or token.</summary>
    public string? Secret { get; set; }

    /// <summary>Scheme of the authorization by a token, such as <c>Bearer</c>.</summary>
    public string? Scheme { get; set; }

    /// <summary>Further headers.</summary>
    public IDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Status that is expected.</summary>
    public int Status { get; set; } = 200;

    /// <summary>A regular expression that the answer must match; empty for any.</summary>
    public string Matches { get; set; } = string.Empty;
}
