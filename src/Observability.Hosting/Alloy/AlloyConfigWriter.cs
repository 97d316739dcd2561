namespace Observability.Hosting.Alloy;

/// <summary>
/// Writes <c>config.alloy</c> (https://grafana.com/docs/alloy/latest/reference/components/): reads lines, gives them the
/// labels <c>resource</c>, <c>service_name</c>, <c>stack</c> and, where it is easily found, <c>level</c>, and writes them to
/// every store. What it uses is generally available in every version since 1.0.
/// </summary>
internal static class AlloyConfigWriter
{
    /// <summary>The labels of a line: the last three of a pod's only, the level where it was found.</summary>
    public static readonly IReadOnlyList<string> Labels = ["resource", "service_name", "stack", "level", "namespace", "pod", "container"];

    private const string AppNameLabel = "__meta_kubernetes_pod_label_app_kubernetes_io_name";

    /// <summary>The text; the same input gives the same bytes.</summary>
    public static string Write(AlloyConfig config)
    {
        if (config.Targets.Count == 0)
        {
            // Nowhere to go: reading would only mark lines as read.
            return string.Empty;
        }

        var stores = config.Targets.Select(Store).ToList();
        var receivers = AlloyValue.List(stores.Select(store => AlloyValue.Export(store, "receiver")));
        return AlloyBlock.Write([.. config.LogFolder is null ? Pods(config, receivers) : Files(config, receivers), .. stores]);
    }

    /// <summary>Reads the files of a folder, each named after its resource.</summary>
    private static IEnumerable<AlloyBlock> Files(AlloyConfig config, AlloyValue receivers)
    {
        var files = new AlloyBlock("local.file_match", "stack")
            .Set("path_targets", AlloyValue.List([AlloyValue.Map(
                ("__path__", EscapeGlob(config.LogFolder!) + "/*.log"),
                ("stack", config.Stack))]))
            .Set("sync_period", "2s");
        var named = new AlloyBlock("discovery.relabel", "stack")
            .Set("targets", AlloyValue.Export(files, "targets"))
            .Add(Rule("resource", from: "__path__", pattern: @".*[/\\](.+)\.log"))
            .Add(Rule("service_name", from: "resource"));
        var process = new AlloyBlock("loki.process", "stack")
            .Set("forward_to", receivers)
            .Add(AlloyStages.WithoutColours())
            .Add(AlloyStages.TakeTime())
            .Add(AlloyStages.FindLevel())
            // The path changes with every run; the resource says the same.
            .Add(new AlloyBlock("stage.label_drop").Set("values", AlloyValue.List(["filename"])));
        var source = new AlloyBlock("loki.source.file", "stack")
            .Set("targets", AlloyValue.Export(named, "output"))
            .Set("forward_to", AlloyValue.List([AlloyValue.Export(process, "receiver")]));
        return [files, named, source, process];
    }

    /// <summary>Reads the pods' logs from the Kubernetes API: no privileges on the node, no files of it.</summary>
    private static IEnumerable<AlloyBlock> Pods(AlloyConfig config, AlloyValue receivers)
    {
        var pods = new AlloyBlock("discovery.kubernetes", "pods").Set("role", "pod");

        // A container is found once for each of its ports; the source reads it once, because the labels are the same.
        var named = new AlloyBlock("discovery.relabel", "pods")
            .Set("targets", AlloyValue.Export(pods, "targets"))
            .Add(new AlloyBlock("rule")
                .Set("source_labels", AlloyValue.List(["__meta_kubernetes_pod_phase"]))
                .Set("regex", "Succeeded|Failed")
                .Set("action", "drop"))
            .Add(Rule("namespace", from: "__meta_kubernetes_namespace"))
            .Add(Rule("pod", from: "__meta_kubernetes_pod_name"))
            .Add(Rule("container", from: "__meta_kubernetes_pod_container_name"))
            .Add(Rule("resource", from: "__meta_kubernetes_pod_container_name"))
            .Add(Rule("resource", from: AppNameLabel, pattern: "(.+)"))
            .Add(Rule("service_name", from: "resource"))
            .Add(new AlloyBlock("rule").Set("target_label", "stack").Set("replacement", config.Stack.Replace("$", "$$", StringComparison.Ordinal)));
        var process = new AlloyBlock("loki.process", "pods")
            .Set("forward_to", receivers)
            .Add(AlloyStages.WithoutColours())
            .Add(AlloyStages.FindLevel())
            // Labels that the source adds; pod and container say the same.
            .Add(new AlloyBlock("stage.label_drop").Set("values", AlloyValue.List(["instance", "job"])));
        var source = new AlloyBlock("loki.source.kubernetes", "pods")
            .Set("targets", AlloyValue.Export(named, "output"))
            .Set("forward_to", AlloyValue.List([AlloyValue.Export(process, "receiver")]));
        return [pods, named, source, process];
    }

    private static AlloyBlock Store(AlloyTarget target) => new AlloyBlock("loki.write", target.Name)
        .Add(new AlloyBlock("endpoint").Set("url", target.Url).Set("tenant_id", target.Tenant is null ? null : AlloyValue.Text(target.Tenant)));

    /// <summary>Copies a label, or what a pattern finds in it; where the pattern does not match, nothing changes.</summary>
    private static AlloyBlock Rule(string label, string from, string? pattern = null) => new AlloyBlock("rule")
        .Set("source_labels", AlloyValue.List([from]))
        .Set("regex", pattern is null ? null : AlloyValue.Text(pattern))
        .Set("target_label", label);

    /// <summary>A path as a pattern that matches it alone (https://github.com/bmatcuk/doublestar#patterns).</summary>
    private static string EscapeGlob(string path) => OperatingSystem.IsWindows()
        ? path
        : string.Concat(path.Select(character => @"*?[]{}\".Contains(character, StringComparison.Ordinal) ? $@"\{character}" : $"{character}"));
}
