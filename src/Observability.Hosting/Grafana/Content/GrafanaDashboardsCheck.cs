using System.Text.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Grafana.Content;

/// <summary>
/// Finds mistakes in dashboard files. Grafana itself says what is wrong in its log only, and shows the other dashboards.
/// </summary>
internal sealed partial class GrafanaDashboardsCheck(DistributedApplicationModel model) : IStackCheck
{
    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Problem>>([.. model.Resources.OfType<IGrafana>().SelectMany(Check)]);

    /// <summary>The dashboards of a Grafana that are JSON objects, for other checks.</summary>
    public static IReadOnlyList<DashboardDocument> Read(IGrafana grafana, List<Problem> problems)
    {
        var documents = new List<DashboardDocument>();
        foreach (var root in grafana.Annotations.OfType<GrafanaSettings>().Last().DashboardPaths)
        {
            var files = GrafanaContent.FindDashboards(root);
            if (files.Count == 0)
            {
                problems.Add(new Problem(grafana.Name, "WithDashboards", $"{root} is no folder with dashboards", "Name a folder of .json files."));
            }

            foreach (var (file, relative) in files)
            {
                var folders = relative.Split('/')[..^1];
                if (folders.Length > 1)
                {
                    problems.Add(new Problem(
                        grafana.Name, file, "Grafana reads one level of folders and would put this into the innermost", "Move it up."));
                }

                try
                {
                    using var document = JsonDocument.Parse(File.ReadAllText(file));
                    if (document.RootElement.ValueKind != JsonValueKind.Object)
                    {
                        throw new JsonException("The file is no JSON object.");
                    }

                    documents.Add(new DashboardDocument(file, folders.LastOrDefault(string.Empty), document.RootElement.Clone()));
                }
                catch (JsonException error)
                {
                    problems.Add(new Problem(grafana.Name, file, error.Message.TrimEnd('.'), "Mend the file."));
                }
            }
        }

        return documents;
    }

    private static List<Problem> Check(IGrafana grafana)
    {
        var problems = new List<Problem>();
        var known = KnownDataSources.Of(grafana);
        var documents = Read(grafana, problems);
        foreach (var document in documents)
        {
            if (FindOtherFormat(document) is { } format)
            {
                problems.Add(new Problem(grafana.Name, document.File, format, "Export it as classic JSON."));
                continue;
            }

            problems.AddRange(CheckHead(document).Select(found => new Problem(grafana.Name, $"{document.File}: {found.Field}", found.What, found.Remedy)));
            var variables = document.DataSourceVariables();
            problems.AddRange(
                from reference in document.DataSources()
                let what = known.FindProblem(reference.Uid, reference.Type, variables)
                where what is not null
                select new Problem(grafana.Name, $"{document.File}: {reference.Path}", what, known.Remedy));
        }

        problems.AddRange(FindRepeated(grafana.Name, documents));
        return problems;
    }

    /// <summary>What a file is when it is no classic dashboard; Grafana's file provisioning reads those only.</summary>
    private static string? FindOtherFormat(DashboardDocument document)
    {
        if (document.Has("apiVersion") || document.Has("spec"))
        {
            return "this is a Kubernetes-style resource (schema v1 or v2), not a classic dashboard";
        }

        if (document.Has("elements") || document.Has("layout"))
        {
            return "this is a dashboard of schema v2, not a classic one";
        }

        return document.Has("dashboard") ? "this is an answer of the HTTP API, the dashboard is its property 'dashboard'" : null;
    }

    private static IEnumerable<(string Field, string What, string Remedy)> CheckHead(DashboardDocument document)
    {
        if (document.Uid is not { } uid)
        {
            yield return ("uid", "there is none, so that links to it break with every import", "Give it a fixed one.");
        }
        else if (!Uid().IsMatch(uid))
        {
            yield return ("uid", $"'{uid}' cannot be an identifier", "Use at most 40 letters, digits, - and _.");
        }

        if (document.Title is null)
        {
            yield return ("title", "there is none", "Give it one.");
        }

        if (document.Has("id"))
        {
            yield return ("id", "it is the number of a row in another Grafana's database", "Remove it, or set it to null.");
        }

        if (document.Has("__inputs"))
        {
            yield return ("__inputs", "it was exported for sharing and asks for its data sources at import, which provisioning does not do", "Export it without that.");
        }
    }

    private static IEnumerable<Problem> FindRepeated(string resource, IReadOnlyList<DashboardDocument> documents)
    {
        var uids = documents.Where(document => document.Uid is not null).GroupBy(document => document.Uid!, StringComparer.Ordinal);
        foreach (var group in uids.Where(group => group.Count() > 1))
        {
            yield return new Problem(
                resource, "uid", $"{Join(group)} have the identifier '{group.Key}', and only one could be loaded", "Give one of them another.");
        }

        var titles = documents.Where(document => document.Title is not null).GroupBy(document => (document.Folder, document.Title));
        foreach (var group in titles.Where(group => group.Count() > 1))
        {
            yield return new Problem(resource, "title", $"{Join(group)} have the title '{group.Key.Title}' in one folder", "Give one of them another.");
        }

        var paths = documents.GroupBy(document => (document.Folder, Path.GetFileName(document.File)));
        foreach (var group in paths.Where(group => group.Count() > 1))
        {
            yield return new Problem(resource, "WithDashboards", $"{Join(group)} have one path, and only one could be loaded", "Rename one of them.");
        }
    }

    private static string Join(IEnumerable<DashboardDocument> documents) => string.Join(" and ", documents.Select(document => document.File));

    [GeneratedRegex("^[A-Za-z0-9_-]{1,40}$")]
    private static partial Regex Uid();
}
