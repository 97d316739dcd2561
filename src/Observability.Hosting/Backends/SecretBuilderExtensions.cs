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

    /// <summary>Hands a secret to a server in an environment variable.</summary>
    public static IResourceBuilder<T> WithSecretEnvironment<T>(this IResourceBuilder<T> builder, string name, SecretReference secret)
        where T : IResourceWithEnvironment =>
        builder.WithEnvironment(context => context.EnvironmentVariables[name] = secret.Parameter);
}
