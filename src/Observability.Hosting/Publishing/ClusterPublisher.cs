using System.Runtime.CompilerServices;
using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Observability.Hosting.Console;
using Observability.Hosting.Publishing.Checks;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Tree;
using Observability.Hosting.Targets;

namespace Observability.Hosting.Publishing;

/// <summary>Publishes the graph for its targets.</summary>
internal sealed class ClusterPublisher(IDistributedApplicationBuilder builder)
{
    private static readonly ConditionalWeakTable<IServiceCollection, ClusterPublisher> s_publishers = [];

    /// <summary>The publisher of an AppHost.</summary>
    public static ClusterPublisher For(IDistributedApplicationBuilder builder) => s_publishers.GetValue(builder.Services, _ =>
    {
        AspireManifestStep.AddTo(builder);
        return new ClusterPublisher(builder);
    });

    /// <summary>The step of a target: writes its files, or with <c>--check</c> says what it would write.</summary>
    /// <exception cref="DistributedApplicationException">Something is wrong with what would be published, or it is not what is there.</exception>
    public async Task PublishAsync(ClusterTarget target, PipelineStepContext context)
    {
        var files = await WriteAsync(target, context.CancellationToken).ConfigureAwait(false);
        var root = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        if (IsCheck)
        {
            var changes = ManifestStore.Compare(root, target.Name, files);
            if (changes.Count > 0)
            {
                throw new DistributedApplicationException(ManifestDiff.Write(root, changes));
            }

            context.ReportingStep.Log(LogLevel.Information, $"{target.Name}: all {files.Count} files are what the graph says.");
            return;
        }

        var (written, deleted) = ManifestStore.Write(root, target.Name, files);
        context.ReportingStep.Log(
            LogLevel.Information,
            $"{target.Name}: {files.Count} files in {Path.Combine(root, target.Name)}, {written} written, {deleted} deleted.");
    }

    /// <summary>True where nothing is to be written.</summary>
    private bool IsCheck => StackOutput.IsOn(builder.Configuration, "Stack:Check");

    /// <summary>The targets of an AppHost, or the one that <c>--target</c> names.</summary>
    /// <exception cref="DistributedApplicationException">There is none, or none of that name.</exception>
    public static IReadOnlyList<ClusterTarget> FindTargets(IDistributedApplicationBuilder builder)
    {
        var all = builder.Resources.OfType<ClusterTarget>().ToList();
        var wanted = builder.Configuration["Stack:Target"];
        var found = all.Where(target => wanted is null || target.Name == wanted).ToList();
        return found.Count > 0 || (all.Count == 0 && wanted is null)
            ? found
            : throw new DistributedApplicationException($"There is no target '{wanted}'. There are: {string.Join(", ", all.Select(target => target.Name))}.");
    }

    /// <summary>The graph as a target gets it.</summary>
    public async Task<ClusterGraph> ReadAsync(ClusterTarget target, CancellationToken cancellationToken)
    {
        var stack = Stack.For(builder);
        var settings = stack.Options.CreateCluster();
        stack.Cluster = target.Cluster with { Namespace = settings.Namespace, Domain = settings.Domain };
        if (target.StorageClassParameter is { } parameter)
        {
            target.StorageClass = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
            if (string.IsNullOrWhiteSpace(target.StorageClass))
            {
                throw new DistributedApplicationException(
                    $"{target.Name}: Parameters:{parameter.Name}: there is no class of volumes. Set it to one that the cluster has (kubectl get storageclass).");
            }
        }

        var images = new ClusterImages(builder.Configuration.GetSection("Stack"), target.Registry ?? $"registry.{settings.Domain}");
        return await new ClusterGraphReader(stack, builder.ExecutionContext, images)
            .ReadAsync(builder.Resources, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All files of a target, checked.</summary>
    /// <exception cref="DistributedApplicationException">Something is wrong with them; everything is listed.</exception>
    public async Task<IReadOnlyList<ManifestFile>> WriteAsync(ClusterTarget target, CancellationToken cancellationToken)
    {
        var graph = await ReadAsync(target, cancellationToken).ConfigureAwait(false);
        var files = ManifestTree.Write(target, graph);
        var problems = ManifestChecks.Find(files, graph);
        return problems.Count == 0
            ? files
            : throw new DistributedApplicationException(string.Join(Environment.NewLine, problems.Select(problem => problem.ToString())));
    }
}
