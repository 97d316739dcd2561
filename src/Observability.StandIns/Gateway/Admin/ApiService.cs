using System.Text.Encodings.Web;
using System.Text.Json;
using Observability.StandIns.Gateway.Configuration;
using Observability.StandIns.Gateway.Routing;

namespace Observability.StandIns.Gateway.Admin;

/// <summary>
/// The read-only part of Traefik's API that tells which routes are in force
/// (https://doc.traefik.io/traefik/reference/install-configuration/api-dashboard/#endpoints), and a page in place of the
/// dashboard. Other paths of the API answer 501.
/// </summary>
internal sealed class ApiService(StaticConfiguration configuration, GatewayState state)
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers a request.</summary>
    public Task HandleAsync(GatewayRequest request)
    {
        var response = request.Context.Response;
        switch (request.Path)
        {
            case "/api/rawdata":
                return WriteAsync(response, WriteRawData);
            case "/api/http/routers":
                return WriteAsync(response, WriteRouterList);
            case "/api/http/services":
                return WriteAsync(response, WriteServiceList);
            case "/" when configuration.HasDashboard:
                response.Redirect("/dashboard/");
                return Task.CompletedTask;
            case "/dashboard/" when configuration.HasDashboard:
                return DashboardPage.WriteAsync(response, state.Table.Routers);
            case var path when path.StartsWith("/api/", StringComparison.Ordinal):
                return Answers.NotImplementedAsync(response, $"the API at {path}");
            default:
                return Answers.NotFoundAsync(response);
        }
    }

    private static async Task WriteAsync(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(response.BodyWriter, s_options);
        write(writer);
        await writer.FlushAsync(response.HttpContext.RequestAborted);
    }

    private void WriteRawData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("routers");
        foreach (var router in state.Table.Routers)
        {
            writer.WriteStartObject(router.Name);
            WriteRouter(writer, router);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartObject("services");
        foreach (var (name, service) in state.Table.Services)
        {
            writer.WriteStartObject($"{name}@file");
            WriteService(writer, service);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteRouterList(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var router in state.Table.Routers)
        {
            writer.WriteStartObject();
            WriteRouter(writer, router);
            WriteName(writer, router.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteServiceList(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var (name, service) in state.Table.Services)
        {
            writer.WriteStartObject();
            WriteService(writer, service);
            WriteName(writer, $"{name}@file");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRouter(Utf8JsonWriter writer, Router router)
    {
        WriteTexts(writer, "entryPoints", router.EntryPoints);
        if (router.Middlewares.Count > 0)
        {
            WriteTexts(writer, "middlewares", router.Middlewares);
        }

        writer.WriteString("service", router.Service);
        writer.WriteString("rule", router.RuleText);
        writer.WriteNumber("priority", router.Priority);
        if (router.Error is { } error)
        {
            WriteTexts(writer, "error", [error]);
        }

        writer.WriteString("status", router.Error is null ? "enabled" : "disabled");
        WriteTexts(writer, "using", router.EntryPoints);
    }

    private static void WriteService(Utf8JsonWriter writer, ServiceDefinition service)
    {
        writer.WriteStartObject("loadBalancer");
        writer.WriteStartArray("servers");
        foreach (var server in service.Servers)
        {
            writer.WriteStartObject();
            writer.WriteString("url", server.Url.GetLeftPart(UriPartial.Authority));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("passHostHeader", service.PassHostHeader);
        writer.WriteEndObject();
        writer.WriteString("status", "enabled");
    }

    private static void WriteName(Utf8JsonWriter writer, string name)
    {
        writer.WriteString("name", name);
        writer.WriteString("provider", name[(name.LastIndexOf('@') + 1)..]);
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
