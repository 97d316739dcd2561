using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;
using YamlDotNet.Core;

namespace Observability.Hosting.Lint;

/// <summary>
/// Looks for credentials in everything that becomes a ConfigMap: each configuration file of each server that is not declared to be
/// sensitive, with what people have put into it. By the forms that their issuers give them so that they can be found.
/// </summary>
internal sealed partial class SecretsCheck(
    DistributedApplicationModel model, Stack stack, DistributedApplicationExecutionContext execution) : IStackCheck
{
    private static readonly Dictionary<string, string> s_kinds = new(StringComparer.Ordinal)
    {
        ["do"] = "a token of DigitalOcean",
        ["exo"] = "an API key of Exoscale",
        ["aws"] = "an access key of an S3 API",
        ["github"] = "a token of GitHub",
        ["grafana"] = "a token of Grafana",
        ["slack"] = "a webhook or token of Slack",
        ["key"] = "a private key",
        ["jwt"] = "a signed token",
        ["url"] = "a password in a URL",
    };

    /// <inheritdoc />
    public string Rule => "secret-in-plain-text";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken)
    {
        // Before a run the addresses that go into the files are not known yet; the content is the same.
        if (!execution.IsPublishMode)
        {
            return [];
        }

        var problems = new List<Problem>();
        foreach (var server in model.Resources.OfType<IServer>())
        {
            var context = ServerBuilderExtensions.CreateContext(stack, server, execution);
            foreach (var file in server.Annotations.OfType<ConfigFileAnnotation>().Select(annotation => annotation.File).Where(file => !file.Sensitive))
            {
                problems.AddRange(Find(await ReadAsync(file, context, cancellationToken).ConfigureAwait(false)).Select(found => new Problem(
                    server.Name,
                    FormattableString.Invariant($"{file.Path}:{found.Line}"),
                    $"{found.What} stands here in plain text",
                    "Make it a secret parameter, and revoke it if this has left the machine.")));
            }
        }

        return problems;
    }

    private static async Task<string> ReadAsync(ConfigFile file, ServerContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await file.Write(context, cancellationToken).ConfigureAwait(false);
        }
        catch (YamlException)
        {
            // Content that is no YAML: the check of its kind says so, and it goes nowhere.
            return string.Empty;
        }
    }

    /// <summary>The credentials in a text, by line and kind; never their value.</summary>
    internal static IEnumerable<(int Line, string What)> Find(string text) =>
        from match in Credential().Matches(text)
        let kind = match.Groups.Values.Skip(1).First(candidate => candidate.Success)
        select (text.AsSpan(0, match.Index).Count('\n') + 1, s_kinds[kind.Name]);

    // https://docs.digitalocean.com/reference/api/, https://community.exoscale.com (EXO and 26 hex digits),
    // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats,
    // https://grafana.com/docs/grafana/latest/administration/service-accounts/, https://api.slack.com/authentication/token-types
    [GeneratedRegex(
        @"(?<do>\bdo[opr]_v1_[0-9a-f]{64}\b)|(?<exo>\bEXO[0-9a-f]{24,26}\b)|(?<aws>\b(?:AKIA|ASIA|DO00)[0-9A-Z]{16}\b)"
        + @"|(?<github>\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{82})\b)|(?<grafana>\bgl(?:sa|c)_[A-Za-z0-9_=]{32,})"
        + @"|(?<slack>\bxox[abprs]-[0-9A-Za-z-]{10,}|hooks\.slack\.com/services/T\w+/B\w+/\w+)"
        + @"|(?<key>-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----)|(?<jwt>\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})"
        + @"|(?<url>\b[a-z]+://[^\s:/@""']+:[^\s:/@$""'{}]{3,}@)")]
    private static partial Regex Credential();
}
