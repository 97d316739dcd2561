using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Backends;

/// <summary>Makes the secrets of the systems.</summary>
public static class SecretBuilderExtensions
{
    private const int MinLength = 32;

    /// <summary>
    /// Adds a secret of a server, <c>&lt;server&gt;-&lt;purpose&gt;</c>: generated at the first start and kept in user secrets, or the value of
    /// the parameter of this name. Letters and digits only unless <paramref name="special"/>, so that it needs no escaping
    /// in any file or URL.
    /// </summary>
    public static SecretReference AddSecret(
        this IDistributedApplicationBuilder builder, IResource owner, string purpose, bool special = false)
    {
        var parameter = builder.AddParameter(
            $"{owner.Name}-{purpose}",
            new GenerateParameterDefault
            {
                MinLength = MinLength,
                Special = special,
                MinLower = 1,
                MinUpper = 1,
                MinNumeric = 1,
                MinSpecial = special ? 1 : 0,
            },
            secret: true,
            persist: true);
        parameter.WithAnnotation(new OwnerAnnotation(owner));
        return new SecretReference(parameter.Resource);
    }

    /// <summary>
    /// Adds a secret that is given when a cluster gets its secrets, and that a publish does not need to know; the same at every call.
    /// </summary>
    public static IResourceBuilder<ParameterResource> AddClusterSecret(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var known = builder.Resources.OfType<ParameterResource>().FirstOrDefault(parameter => parameter.Name == name);
        return known is null ? builder.AddParameter(name, new GivenInCluster(name), secret: true) : builder.CreateResourceBuilder(known);
    }

    /// <summary>Hands a secret to a server in an environment variable.</summary>
    public static IResourceBuilder<T> WithSecretEnvironment<T>(this IResourceBuilder<T> builder, string name, SecretReference secret)
        where T : IResourceWithEnvironment =>
        builder.WithEnvironment(context => context.EnvironmentVariables[name] = secret.Parameter);
}
