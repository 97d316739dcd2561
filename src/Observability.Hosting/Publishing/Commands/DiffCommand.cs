using System.ComponentModel;
using Aspire.Hosting;
using Observability.Hosting.Backends;
using Observability.Hosting.Publishing.Secrets;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Publishing.Commands;

/// <summary>
/// <c>diff --context &lt;kube-context&gt;</c>: what applying the manifests would change in a live cluster, by kubectl's server-side dry run.
/// </summary>
internal sealed class DiffCommand(IDistributedApplicationBuilder builder, IToolRunner tools)
{
    // kubectl diff: 0 no difference, 1 differences, more: it failed.
    private const int Differences = 1;

    /// <summary>With the services of an application.</summary>
    public DiffCommand(IDistributedApplicationBuilder builder, IServiceProvider services)
        : this(builder, (IToolRunner)services.GetService(typeof(IToolRunner))!)
    {
    }

    /// <summary>Runs it: 0 where nothing would change, 1 where something would.</summary>
    /// <exception cref="DistributedApplicationException">There is no cluster, or it did not answer.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var targets = ClusterPublisher.FindTargets(builder);
        if (targets.Count != 1)
        {
            throw new DistributedApplicationException(
                $"A cluster is compared with one target. Add --target with one of: {string.Join(", ", targets.Select(target => target.Name))}.");
        }

        if (builder.Configuration["Stack:KubeContext"] is not { Length: > 0 } context)
        {
            throw new DistributedApplicationException("Add --context with the kubectl context of the cluster (kubectl config get-contexts).");
        }

        var files = await ClusterPublisher.For(builder).WriteAsync(targets[0], cancellationToken).ConfigureAwait(false);
        if (targets[0].Delivery == SecretDelivery.Sops)
        {
            files = WithoutSecrets(targets[0].Name, files);
        }

        var folder = Directory.CreateTempSubdirectory("observability-diff-");
        try
        {
            ManifestStore.Write(folder.FullName, targets[0].Name, files);
            var result = Compare(context, Path.Combine(folder.FullName, targets[0].Name));
            if (result.ExitCode is not (0 or Differences))
            {
                throw Unreachable(context, result.Output.Trim());
            }

            await System.Console.Out.WriteLineAsync(
                result.ExitCode == 0 ? $"The cluster of context '{context}' is what the graph says." : result.Output.TrimEnd()).ConfigureAwait(false);
            return result.ExitCode;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // There are only forms to be filled in here; what was made of them is encrypted, for Flux alone.
    private static IReadOnlyList<ManifestFile> WithoutSecrets(string target, IReadOnlyList<ManifestFile> files) =>
    [
        .. from file in files
           where !file.Path.StartsWith($"{target}/{ManifestTree.SecretsFolder}/", StringComparison.Ordinal)
           select file.Path == $"{target}/{Kustomization.FileName}"
               ? file with { Text = string.Join('\n', file.Text.Split('\n').Where(line => line.Trim() != $"- {ManifestTree.SecretsFolder}")) }
               : file,
    ];

    private static DistributedApplicationException Unreachable(string context, string why) =>
        new($"The cluster of context '{context}' could not be compared with: {why}");

    private ToolResult Compare(string context, string folder)
    {
        try
        {
            // A dry run changes nothing; without the force it would refuse to compare what somebody else has changed
            // (https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts).
            return tools.Run("kubectl", ["diff", "--server-side", "--force-conflicts", "--context", context, "--kustomize", folder], TimeSpan.FromMinutes(5));
        }
        catch (Exception exception) when (exception is Win32Exception or TimeoutException)
        {
            throw Unreachable(context, $"{exception.Message.TrimEnd('.')}. It needs kubectl on PATH.");
        }
    }
}
