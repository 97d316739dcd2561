using System.Text;
using YamlDotNet.RepresentationModel;

namespace GrafanaDouble;

/// <summary>The few API paths that the readiness of the resource asks, answered from the provisioning files.</summary>
public static class Api
{
    internal static void Map(WebApplication app, GrafanaSettings settings)
    {
        var sources = ReadDataSources(Path.Combine(settings.Require("paths", "provisioning"), "datasources"));
        app.MapGet("/api/health", () => new { database = "ok", version = "13.2.0" });
        app.MapGet("/api/datasources", (HttpContext context) => IsAdmin(context, settings)
            ? Results.Ok(sources.Select(source => new { uid = source.Uid, type = source.Type }))
            : Results.Unauthorized());
        app.MapGet("/api/plugins", (HttpContext context) => IsAdmin(context, settings)
            ? Results.Ok(sources.Select(source => source.Type).Distinct().Select(type => new { id = type, type = "datasource" }))
            : Results.Unauthorized());
        app.MapGet("/metrics", () => "grafana_double 1\n");
    }

    private static bool IsAdmin(HttpContext context, GrafanaSettings settings)
    {
        var expected = $"{settings.Require("security", "admin_user")}:{settings.Require("security", "admin_password")}";
        return context.Request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(expected))}";
    }

    private static List<(string Uid, string Type)> ReadDataSources(string folder)
    {
        var sources = new List<(string, string)>();
        foreach (var file in Directory.GetFiles(folder, "*.y*ml"))
        {
            using var reader = new StreamReader(file);
            var yaml = new YamlStream();
            yaml.Load(reader);
            var list = (YamlSequenceNode)yaml.Documents[0].RootNode["datasources"];
            sources.AddRange(list.Select(source => (source["uid"].ToString(), source["type"].ToString())));
        }

        return sources;
    }
}
