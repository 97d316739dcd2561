using System.Text;
using Observability.StandIns.Gateway.Admin;
using Observability.StandIns.Gateway.Configuration;
using Observability.StandIns.Gateway.Forwarding;
using Observability.StandIns.Gateway.Rules;

namespace Observability.StandIns.Gateway.Routing;

/// <summary>
/// Makes a routing table of a dynamic configuration. What is wrong with a router is that router's affair alone: it is out of
/// force, as Traefik has it, and says why.
/// </summary>
internal sealed class RoutingTableBuilder(StaticConfiguration configuration, InternalServices internalServices, ServiceForwarder forwarder)
{
    private const string Provider = "@file";

    // The greatest that Traefik lets a person choose; those above are its own.
    private const long GreatestPriority = long.MaxValue - 1000;

    private readonly string[] _defaultEntryPoints = DefaultEntryPoints(configuration.EntryPoints);

    /// <summary>Makes the table.</summary>
    public RoutingTable Build(DynamicConfiguration dynamic)
    {
        var routers = internalServices.CreateRouters().Concat(dynamic.Routers.Select(entry => Build(entry.Key, entry.Value, dynamic)));
        return new RoutingTable([.. routers], dynamic.Services);
    }

    private Router Build(string name, RouterDefinition definition, DynamicConfiguration dynamic)
    {
        var router = new Router(
            name + Provider,
            definition.Rule,
            definition.EntryPoints.Count == 0 ? _defaultEntryPoints : definition.EntryPoints,
            [.. definition.Middlewares.Select(Qualify)],
            Qualify(definition.Service),
            definition.Priority != 0 ? definition.Priority : Encoding.UTF8.GetByteCount(definition.Rule));
        try
        {
            Check(router);
            var unsupported = definition.Unsupported.ToList();
            var rule = ParseRule(definition);
            var handler = BuildService(router.Service, dynamic, unsupported);
            foreach (var middleware in router.Middlewares.Reverse())
            {
                handler = Wrap(middleware, handler, dynamic, unsupported);
            }

            return Finish(router with { Rule = rule }, handler, unsupported, definition.HasTls);
        }
        catch (RouterMistakeException mistake)
        {
            return router with { Error = mistake.Message };
        }
    }

    private static Router Finish(Router router, GatewayHandler handler, List<string> unsupported, bool hasTls)
    {
        if (hasTls)
        {
            // It waits for requests over TLS, of which there are none here; those in clear text are not its own.
            return router with { Unsupported = $"TLS (router {router.Name})" };
        }

        if (unsupported.Count == 0)
        {
            return router with { Handler = handler };
        }

        var features = $"{string.Join(", ", unsupported)} (router {router.Name})";
        return router with { Unsupported = features, Handler = request => Answers.NotImplementedAsync(request.Context.Response, features) };
    }

    private void Check(Router router)
    {
        if (router.Priority > GreatestPriority)
        {
            throw new RouterMistakeException($"the priority {router.Priority} is greater than {GreatestPriority}");
        }

        if (router.EntryPoints.FirstOrDefault(name => !configuration.EntryPoints.Any(known => known.Name == name)) is { } unknown)
        {
            throw new RouterMistakeException($"there is no entry point '{unknown}'");
        }
    }

    private static Rule ParseRule(RouterDefinition definition)
    {
        if (definition.RuleSyntax is { } syntax and not ("v3" or "default"))
        {
            return new UnsupportedRule(definition.Rule, $"ruleSyntax: {syntax}");
        }

        try
        {
            return RuleParser.Parse(definition.Rule);
        }
        catch (RuleSyntaxException mistake)
        {
            throw new RouterMistakeException($"rule {definition.Rule}: {mistake.Message}");
        }
    }

    private GatewayHandler BuildService(string name, DynamicConfiguration dynamic, List<string> unsupported)
    {
        if (name.EndsWith(InternalServices.Provider, StringComparison.Ordinal))
        {
            return internalServices.Find(name) ?? throw Missing("service", name);
        }

        var service = Find(dynamic.Services, name) ?? throw Missing("service", name);
        var transport = service.Transport is { } transportName
            ? Find(dynamic.Transports, Qualify(transportName)) ?? throw Missing("servers transport", transportName)
            : TransportDefinition.Default;
        unsupported.AddRange([.. service.Unsupported, .. transport.Unsupported]);
        return forwarder.CreateHandler(name, service, transport);
    }

    private static GatewayHandler Wrap(string name, GatewayHandler next, DynamicConfiguration dynamic, List<string> unsupported)
    {
        var definition = Find(dynamic.Middlewares, name) ?? throw Missing("middleware", name);
        unsupported.AddRange(definition.Unsupported);
        if (definition.Middleware is not { } middleware)
        {
            return next;
        }

        return middleware.Mistake is { } mistake
            ? throw new RouterMistakeException($"middleware '{name}': {mistake}")
            : request => middleware.InvokeAsync(request, next);
    }

    private static T? Find<T>(SortedDictionary<string, T> entries, string name)
        where T : class =>
        name.EndsWith(Provider, StringComparison.Ordinal) ? entries.GetValueOrDefault(name[..^Provider.Length]) : null;

    private static RouterMistakeException Missing(string kind, string name) => new($"there is no {kind} '{name}'");

    private static string Qualify(string name) => name.Contains('@', StringComparison.Ordinal) ? name : name + Provider;

    private static string[] DefaultEntryPoints(IReadOnlyList<EntryPointDefinition> entryPoints)
    {
        var marked = entryPoints.Where(entryPoint => entryPoint.AsDefault).ToList();
        return
        [
            .. (marked.Count > 0 ? marked : entryPoints)
                .Select(entryPoint => entryPoint.Name)
                .Where(name => name != StaticConfiguration.InternalEntryPoint),
        ];
    }
}
