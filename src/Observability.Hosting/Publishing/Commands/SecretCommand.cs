using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Observability.Hosting.Backends;
using Observability.Hosting.Publishing.Graph;

namespace Observability.Hosting.Publishing.Commands;

/// <summary>
/// <c>secret &lt;name&gt;</c>: writes the value of one Secret to the standard output and nothing else, for a pipe. A generated value that is
/// not there yet is generated and kept in user secrets, so that every Secret is made of the same.
/// </summary>
internal sealed class SecretCommand(IDistributedApplicationBuilder builder, IServiceProvider services)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="DistributedApplicationException">There is no such Secret, or its value is not known here.</exception>
    public async Task<int> RunAsync(string name, CancellationToken cancellationToken)
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var target in ClusterPublisher.FindTargets(builder))
        {
            var graph = await ClusterPublisher.For(builder).ReadAsync(target, cancellationToken).ConfigureAwait(false);
            if (graph.FindSecret(name) is { } found)
            {
                var value = await ReadAsync(found, cancellationToken).ConfigureAwait(false);
                await System.Console.Out.WriteAsync(value).ConfigureAwait(false);
                return 0;
            }

            known.UnionWith(graph.Secrets.Select(secret => secret.Key.Secret));
        }

        throw new DistributedApplicationException($"There is no secret '{name}'. There are: {string.Join(", ", known)}.");
    }

    private async Task<string> ReadAsync(ClusterSecret secret, CancellationToken cancellationToken)
    {
        var secrets = services.GetRequiredService<IUserSecretsManager>();
        foreach (var parameter in builder.Resources.OfType<ParameterResource>().Where(parameter => parameter.Default is GenerateParameterDefault))
        {
            var key = $"Parameters:{parameter.Name}";
            if (string.IsNullOrEmpty(builder.Configuration[key]))
            {
                var generated = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? string.Empty;
                if (!secrets.TrySetSecret(key, generated))
                {
                    throw new DistributedApplicationException($"{parameter.Name}: its generated value cannot be kept in {secrets.FilePath}. Set {key} yourself.");
                }
            }
        }

        if (secret.Parameter is { } single)
        {
            if (single.Default is GivenInCluster && string.IsNullOrEmpty(builder.Configuration[$"Parameters:{single.Name}"]))
            {
                throw new DistributedApplicationException(
                    $"{single.Name}: nobody has set it. Set it: dotnet user-secrets set Parameters:{single.Name} <value> --project AppHost");
            }

            return await single.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? string.Empty;
        }

        var (server, file) = secret.File!.Value;
        var context = ServerBuilderExtensions.CreateContext(Stack.For(builder), server, builder.ExecutionContext);
        return await file.Write(context, cancellationToken).ConfigureAwait(false);
    }
}
