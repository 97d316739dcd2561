using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting;

public static partial class ParameterResourceBuilderExtensions
{
    /// <summary>
    /// Adds the connection string of something outside of the model, with the value of the configuration key
    /// <c>ConnectionStrings:name</c>. Resources that refer to it receive it as <c>ConnectionStrings__name</c> or in
    /// <paramref name="environmentVariableName"/>.
    /// </summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var configuration = builder.Configuration;
        return builder.AddResource(new ConnectionStringParameterResource(
            name,
            fallback => ParameterConfiguration.GetConnectionString(configuration, name, fallback),
            environmentVariableName));
    }

    /// <summary>Publishes a container as a connection string that is asked for, instead of deploying it.</summary>
    public static IResourceBuilder<T> PublishAsConnectionString<T>(this IResourceBuilder<T> builder)
        where T : ContainerResource, IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(builder);
        ConfigureConnectionStringManifestPublisher((IResourceBuilder<IResourceWithConnectionString>)builder);
        return builder;
    }

    /// <summary>Has the resource written to a manifest as a connection string that is asked for.</summary>
    public static void ConfigureConnectionStringManifestPublisher(IResourceBuilder<IResourceWithConnectionString> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Resource.Name;
        builder.WithManifestPublishingCallback(context => WriteConnectionString(context, name));
    }

    private static void WriteConnectionString(ManifestPublishingContext context, string name)
    {
        var writer = context.Writer;
        writer.WriteString("type", "parameter.v0");
        writer.WriteString("connectionString", $"{{{name}.value}}");
        writer.WriteString("value", $"{{{name}.inputs.value}}");
        writer.WriteStartObject("inputs");
        writer.WriteStartObject("value");
        writer.WriteString("type", "string");
        writer.WriteBoolean("secret", true);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
