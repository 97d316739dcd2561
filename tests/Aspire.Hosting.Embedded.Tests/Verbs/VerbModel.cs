using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

/// <summary>Builders for the verbs' tests, and what their callbacks produce, as text.</summary>
internal static class VerbModel
{
    public static IDistributedApplicationBuilder Run(params string[] args) => Create(args, projectDirectory: null);

    public static IDistributedApplicationBuilder RunIn(string projectDirectory, params string[] args) => Create(args, projectDirectory);

    public static IDistributedApplicationBuilder Publish(params string[] args) => Create(["--operation", "publish", .. args], projectDirectory: null);

    public static IDistributedApplicationBuilder PublishIn(string projectDirectory) => Create(["--operation", "publish"], projectDirectory);

    /// <summary>The variables as the callbacks left them; what is not text is shown as its manifest expression.</summary>
    public static async Task<Dictionary<string, string>> EnvironmentOf<T>(IResourceBuilder<T> builder)
        where T : IResource
    {
        var context = new EnvironmentCallbackContext(
            builder.ApplicationBuilder.ExecutionContext,
            builder.Resource,
            cancellationToken: TestContext.Current.CancellationToken);
        foreach (var annotation in builder.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables.ToDictionary(variable => variable.Key, variable => Text(variable.Value));
    }

    /// <summary>The arguments as the callbacks left them.</summary>
    public static async Task<string[]> ArgumentsOf<T>(IResourceBuilder<T> builder)
        where T : IResource
    {
        var context = new CommandLineArgsCallbackContext([], builder.Resource, TestContext.Current.CancellationToken)
        {
            ExecutionContext = builder.ApplicationBuilder.ExecutionContext,
        };
        foreach (var annotation in builder.Resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
        {
            await annotation.Callback(context);
        }

        return [.. context.Args.Select(Text)];
    }

    /// <summary>The relationships as <c>Type:name</c>.</summary>
    public static string[] RelationshipsOf(IResource resource) =>
        [.. resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(one => $"{one.Type}:{one.Resource.Name}")];

    /// <summary>Gives an endpoint an address on this machine.</summary>
    public static void Allocate<T>(IResourceBuilder<T> builder, string endpointName, int port)
        where T : IResource
    {
        var annotation = builder.Resource.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == endpointName);
        annotation.AllocatedEndpoint = new AllocatedEndpoint(annotation, "localhost", port);
    }

    private static string Text(object value) => value switch
    {
        string text => text,
        IResourceBuilder<IResource> builder => Text(builder.Resource),
        IManifestExpressionProvider expression => expression.ValueExpression,
        _ => $"{value}",
    };

    private static IDistributedApplicationBuilder Create(string[] args, string? projectDirectory) =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = args,
            ProjectDirectory = projectDirectory ?? AppContext.BaseDirectory,
            DisableDashboard = true,
        });
}
