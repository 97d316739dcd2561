using System.Text.RegularExpressions;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// The templates (Go's <c>text/template</c>) that DCP replaces in arguments and variables:
/// <c>{{portForServing "web"}}</c> is the port on which the object is to listen for its Service.
/// </summary>
internal static partial class DcpTemplate
{
    // Written without the "-" of {{- and -}}, which would also eat white space of the text around it.
    private const string EscapedBraces = """{{"{{"}}""";

    /// <summary>The port on which the process is to listen for a Service.</summary>
    public static string PortForServing(string serviceName) => $$$"""{{portForServing "{{{serviceName}}}"}}""";

    /// <summary>
    /// Protects braces of the user's own (a Prometheus rule, say, or a Go template) from being taken for a template;
    /// expressions that the host itself put into the text stay.
    /// </summary>
    public static string Escape(string text)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
        {
            return text;
        }

        return BracesOrOwnExpression().Replace(text, match => match.Length == 2 ? EscapedBraces : match.Value);
    }

    // Either an expression of PortForServing, or two braces of anybody's.
    [GeneratedRegex("""\{\{portForServing "[A-Za-z0-9-]+"\}\}|\{\{""", RegexOptions.CultureInvariant)]
    private static partial Regex BracesOrOwnExpression();
}
