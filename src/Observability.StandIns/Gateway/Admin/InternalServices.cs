using Observability.StandIns.Gateway.Configuration;
using Observability.StandIns.Gateway.Routing;
using Observability.StandIns.Gateway.Rules;

namespace Observability.StandIns.Gateway.Admin;

/// <summary>What the gateway serves itself: ping, metrics, API and dashboard, as services that routers can name.</summary>
internal sealed class InternalServices
{
    /// <summary>Ending of their names.</summary>
    public const string Provider = "@internal";

    private readonly StaticConfiguration _configuration;
    private readonly Dictionary<string, GatewayHandler> _services = new(StringComparer.Ordinal);

    /// <summary>Makes those that the static configuration asks for.</summary>
    public InternalServices(StaticConfiguration configuration, GatewayState state, GatewayMetrics metrics)
    {
        _configuration = configuration;
        _services["noop@internal"] = request => request.AnswerAsync(StatusCodes.Status418ImATeapot, "I'm a teapot\n");
        if (configuration.PingEntryPoint is not null)
        {
            _services["ping@internal"] = ReadOnly(request => request.AnswerAsync(
                state.IsStopping ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK,
                state.IsStopping ? "Service Unavailable" : "OK"));
        }

        if (configuration.MetricsEntryPoint is not null)
        {
            _services["prometheus@internal"] = ReadOnly(request => metrics.WriteAsync(request.Context.Response));
        }

        if (configuration.HasApi)
        {
            _services["api@internal"] = ReadOnly(new ApiService(configuration, state).HandleAsync);
        }
    }

    /// <summary>What answers for a service, or null where it is not switched on.</summary>
    public GatewayHandler? Find(string name) => _services.GetValueOrDefault(name);

    /// <summary>The routers that lead to them without anybody having written one.</summary>
    public IEnumerable<Router> CreateRouters()
    {
        if (_configuration.PingEntryPoint is { } ping)
        {
            yield return Create("ping", ping, "/ping", "ping", long.MaxValue);
        }

        if (_configuration.MetricsEntryPoint is { } metrics)
        {
            yield return Create("prometheus", metrics, "/metrics", "prometheus", long.MaxValue);
        }

        if (_configuration is { HasApi: true, IsApiOpen: true })
        {
            yield return Create("api", StaticConfiguration.InternalEntryPoint, "/api", "api", long.MaxValue - 1);
            if (_configuration.HasDashboard)
            {
                yield return Create("dashboard", StaticConfiguration.InternalEntryPoint, "/", "api", long.MaxValue - 2);
            }
        }
    }

    private static GatewayHandler ReadOnly(GatewayHandler handler) => request =>
    {
        var method = request.Context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            return handler(request);
        }

        request.Context.Response.Headers.Allow = "GET, HEAD";
        return request.AnswerAsync(StatusCodes.Status405MethodNotAllowed, "Method Not Allowed\n");
    };

    private Router Create(string name, string entryPoint, string prefix, string service, long priority)
    {
        var rule = $"PathPrefix(`{prefix}`)";
        return new Router(name + Provider, rule, [entryPoint], [], service + Provider, priority)
        {
            Rule = RuleParser.Parse(rule),
            Handler = _services[service + Provider],
        };
    }
}
