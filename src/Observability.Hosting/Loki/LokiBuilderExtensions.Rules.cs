using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting;
using Observability.Hosting.Backends;
using Observability.Hosting.Loki;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

public static partial class LokiBuilderExtensions
{
    /// <summary>
    /// Makes every request name a tenant (header <c>X-Scope-OrgID</c>) and makes this one the stack's: its writers, its data
    /// source and its rules take it from here. Without it there is one tenant that nobody names.
    /// </summary>
    /// <param name="builder">The Loki.</param>
    /// <param name="tenant">Up to 150 characters of letters, digits and <c>! - _ . * ' ( )</c>.</param>
    /// <exception cref="ArgumentException">Loki would refuse the tenant.</exception>
    public static IResourceBuilder<ILoki> WithTenant(this IResourceBuilder<ILoki> builder, string tenant)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(tenant);
        if (!TenantPattern().IsMatch(tenant))
        {
            throw new ArgumentException(
                $"'{tenant}' is no tenant: Loki takes up to 150 characters of A-Z, a-z, 0-9 and ! - _ . * ' ( ), but not '.' and '..'.",
                nameof(tenant));
        }

        var loki = builder.Resource;
        var before = GetTenantFolder(loki);
        builder.WithAnnotation(
            loki.GetRequired<LogStoreAnnotation>() with { Tenant = tenant }, ResourceAnnotationMutationBehavior.Replace);

        // The rules move to the tenant's folder, whichever verb came first.
        foreach (var annotation in loki.Annotations.Where(annotation => IsRuleFile(annotation, before)).ToList())
        {
            loki.Annotations.Remove(annotation);
        }

        foreach (var file in GetSettings(loki).RuleFiles)
        {
            AddRuleFile(builder, file);
        }

        return builder;
    }

    /// <summary>
    /// Loads recording and alert rules in LogQL. That Loki can read them is checked before anything starts, except for the
    /// expressions, which only Loki itself can judge.
    /// </summary>
    /// <param name="builder">The Loki.</param>
    /// <param name="path">A file, or a folder whose <c>*.yml</c> and <c>*.yaml</c> files are taken; relative to the AppHost's directory.</param>
    public static IResourceBuilder<ILoki> WithRules(this IResourceBuilder<ILoki> builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var full = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        var settings = GetSettings(builder.Resource);
        settings.RulePaths.Add(full);
        foreach (var file in LokiRuleFile.Find(full))
        {
            settings.RuleFiles.Add(file);
            AddRuleFile(builder, file);
        }

        return builder;
    }

    /// <summary>
    /// Loki loads every file that it finds, and a persistent run keeps the folder: rules that the AppHost has no more must go.
    /// </summary>
    private static IResourceBuilder<ILoki> WithoutStaleRules(this IResourceBuilder<ILoki> builder)
    {
        if (builder.Resource is ContainerResource)
        {
            return builder;
        }

        var state = Stack.For(builder.ApplicationBuilder).State;
        return builder.OnBeforeResourceStarted((loki, _, _) =>
        {
            var root = state.ForResource(loki.Name);
            var current = loki.Annotations.OfType<ConfigFileAnnotation>().Select(annotation => root + annotation.File.Path);
            LokiRuleFile.RemoveOthers(root + LokiFacts.RulesFolder, current);
            return Task.CompletedTask;
        });
    }

    private static void AddRuleFile(IResourceBuilder<ILoki> builder, string file) => builder.WithConfigFile(new ConfigFile(
        $"{GetTenantFolder(builder.Resource)}/{Path.GetFileName(file)}",
        (_, cancellationToken) => File.ReadAllTextAsync(file, cancellationToken)));

    private static string GetTenantFolder(ILoki loki) =>
        $"{LokiFacts.RulesFolder}/{loki.GetRequired<LogStoreAnnotation>().Tenant ?? LokiFacts.SingleTenant}";

    private static bool IsRuleFile(IResourceAnnotation annotation, string tenantFolder) => annotation switch
    {
        ConfigFileAnnotation { File.Path: var path } => path.StartsWith(tenantFolder + "/", StringComparison.Ordinal),
        ContainerFileSystemCallbackAnnotation { DestinationPath: var path } => path == tenantFolder,
        _ => false,
    };

    // https://grafana.com/docs/loki/latest/operations/multi-tenancy/#restrictions
    [GeneratedRegex(@"^(?!\.{1,2}\z)[0-9A-Za-z!\-_.*'()]{1,150}\z")]
    private static partial Regex TenantPattern();
}
