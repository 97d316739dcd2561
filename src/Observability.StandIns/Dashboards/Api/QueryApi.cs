using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Queries;

namespace Observability.StandIns.Dashboards.Api;

/// <summary>Queries of panels (https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#query-a-data-source).</summary>
internal static class QueryApi
{
    /// <summary>Maps the path.</summary>
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/ds/query", (Delegate)QueryAsync).For(OrgRole.Viewer, "datasources:query");

    private static async Task<IResult> QueryAsync(HttpContext context, QueryRunner runner, TimeProvider clock)
    {
        try
        {
            if (await ApiBody.ReadAsync(context).ConfigureAwait(false) is not JsonObject body)
            {
                return ApiAnswer.Message("bad request data", StatusCodes.Status400BadRequest);
            }

            var answers = await runner.RunAsync(body, clock.GetUtcNow().ToUnixTimeMilliseconds(), context.RequestAborted)
                .ConfigureAwait(false);
            context.Response.StatusCode = answers.All(answer => answer.Error is null) ? StatusCodes.Status200OK
                : StatusCodes.Status400BadRequest;
            context.Response.ContentType = "application/json";
            await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
            FrameJson.Write(json, answers);
            await json.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            return Results.Empty;
        }
        catch (JsonException)
        {
            return ApiAnswer.Message("bad request data", StatusCodes.Status400BadRequest);
        }
        catch (QueryException mistake)
        {
            return ApiAnswer.Message(mistake.Message, mistake.Status);
        }
    }
}
