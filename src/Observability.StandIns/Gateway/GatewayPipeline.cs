using Microsoft.AspNetCore.Http.Features;
using Observability.StandIns.Gateway.Configuration;
using Observability.StandIns.Gateway.Routing;
using Observability.StandIns.Gateway.Rules;

namespace Observability.StandIns.Gateway;

/// <summary>What happens to every request: its path is cleaned, its forwarded headers are set, a router is found.</summary>
/// <param name="state">The table in force.</param>
/// <param name="metrics">Counts the request.</param>
/// <param name="accessLog">Logs the request; null where nobody asked for it.</param>
internal sealed class GatewayPipeline(GatewayState state, GatewayMetrics metrics, AccessLog? accessLog)
{
    /// <summary>Answers a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var started = TimeProvider.System.GetTimestamp();
        var entryPoint = context.Features.GetRequiredFeature<EntryPointDefinition>();
        var isUsable = RequestPath.TryNormalize(RequestPath.GetEncoded(context), out var path);
        var request = new GatewayRequest(context, entryPoint, RequestPath.Clean(path));
        try
        {
            if (isUsable)
            {
                ForwardedHeaders.Apply(request);
                await RouteAsync(request);
            }
            else
            {
                await request.AnswerAsync(StatusCodes.Status400BadRequest, "Bad Request\n");
            }
        }
        finally
        {
            if (!request.IsInternal)
            {
                var duration = TimeProvider.System.GetElapsedTime(started);
                metrics.CountEntryPoint(request, duration);
                accessLog?.Write(request, duration);
            }
        }
    }

    /// <summary>Has the first router that fits answer.</summary>
    private Task RouteAsync(GatewayRequest request)
    {
        var ruleRequest = request.ToRuleRequest(RequestPath.DecodeForRules(request.Path));
        foreach (var router in state.Table.For(request.EntryPoint.Name))
        {
            switch (router.Rule!.Match(ruleRequest))
            {
                case RuleMatch.Yes:
                    request.Router = router.Name;
                    request.IsInternal = router.IsInternal;
                    return router.Handler!(request);
                case RuleMatch.Unknown:
                    // Whether it is this one's or a later one's request is for a matcher to say that is not here.
                    request.Router = router.Name;
                    return Answers.NotImplementedAsync(
                        request.Context.Response, $"{string.Join(", ", router.Rule.Unsupported.Distinct())} (router {router.Name})");
            }
        }

        return Answers.NotFoundAsync(request.Context.Response);
    }
}
