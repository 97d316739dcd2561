using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Observability.StandIns.Documents.Api;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Security;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace Observability.StandIns.Documents;

/// <summary>
/// Takes Elasticsearch's place: <c>documents --server-version=9.5.2 -Ehttp.port=9200</c>, with <c>ES_PATH_CONF</c> as the server has it.
/// It reads the server's <c>elasticsearch.yml</c>, <c>users</c>, <c>users_roles</c> and <c>roles.yml</c>, keeps what it is given below
/// <c>path.data</c>, and is one node.
/// </summary>
internal sealed class DocumentsStandIn : IStandIn
{
    /// <inheritdoc />
    public WebApplication Build(string[] arguments) => Build(
        DocumentsArguments.Read(arguments, Environment.GetEnvironmentVariable), TimeProvider.System);

    /// <summary>Makes the service with another clock.</summary>
    internal static WebApplication Build(DocumentsArguments arguments, TimeProvider clock)
    {
        var settings = arguments.Settings;
        var authenticator = new Authenticator(settings, arguments.ConfigFolder);
        var node = new Node(settings, arguments.ServerVersion, clock);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "documents-stand-in" });
        LowerTheNoise(builder.Configuration);
        builder.ConfigureOpenTelemetry();
        LeaveOutProbes(builder);
        builder.WebHost.UseUrls().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // The bodies' reader has the limit, and answers in the server's form.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
            kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
            kestrel.Listen(settings.Address, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton(_ => node);
        var app = builder.Build();
        var pipeline = new DocumentsPipeline(
            CreateRouter(node), authenticator, new BodyReader(settings.LongestBody), arguments.ServerVersion.Major, app.Services.GetRequiredService<ILogger<DocumentsPipeline>>());
        app.Run(pipeline.InvokeAsync);

        // The container ends what it has made: it has to have been asked for the node once.
        app.Services.GetRequiredService<Node>();
        app.Logger.LogInformation(
            "Stand-in for Elasticsearch {Version}: node {Node} at {Address} with {Indices} indices in {Folder}",
            arguments.ServerVersion, settings.NodeName, settings.Address, node.Catalog.All.Count(), settings.DataFolder);
        foreach (var ignored in settings.Ignored)
        {
            app.Logger.LogWarning("{Setting} has no effect here", ignored);
        }

        return app;
    }

    // They come every few seconds, say nothing, and would bury the other traces.
    private static void LeaveOutProbes(WebApplicationBuilder builder)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Services.PostConfigure<AspNetCoreTraceInstrumentationOptions>(options =>
                options.Filter = static context => context.Request.Path != "/_cluster/health");
        }
    }

    private static Router CreateRouter(Node node)
    {
        var router = new Router();
        new ClusterEndpoints(node).Map(router);
        new IndexEndpoints(node).Map(router);
        new TemplateEndpoints(node).Map(router);
        new DocumentEndpoints(node).Map(router);
        new BulkEndpoint(node).Map(router);
        new SearchEndpoints(node).Map(router);
        new FieldCapabilitiesEndpoint(node).Map(router);
        new CatEndpoints(node).Map(router);
        return router;
    }

    // First in the list, so that every other source of configuration still has its say.
    private static void LowerTheNoise(ConfigurationManager configuration) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                // It warns that the given address is listened on and not the ones that an AppHost sets for every project.
                new("Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel", "Error"),
                // At Error it prints the stack of a start that failed, of which Program says the one line that helps.
                new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "Critical"),
            ],
        });
}
