using System.Net;
using System.Text;

namespace Observability.StandIns.Gateway.Rules;

/// <summary>
/// The matchers of Traefik's rules
/// (https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/). Those with regular
/// expressions are known and not supported: Go's expressions are not .NET's.
/// </summary>
internal static class MatcherCatalog
{
    private static readonly Dictionary<string, Definition> s_definitions = CreateDefinitions();

    /// <summary>Makes a matcher.</summary>
    /// <param name="name">Its name, in one of the spellings that Traefik takes.</param>
    /// <param name="values">Its values.</param>
    /// <param name="position">Where it stands in the rule.</param>
    /// <exception cref="RuleSyntaxException">Traefik has no such matcher, or it refuses the values.</exception>
    public static Matcher Create(string name, IReadOnlyList<string> values, int position)
    {
        if (!s_definitions.TryGetValue(name, out var definition))
        {
            throw new RuleSyntaxException($"unknown matcher {name}", position);
        }

        if (values.Count < definition.LeastValues || values.Count > definition.MostValues)
        {
            throw new RuleSyntaxException($"{definition.Name} does not take {values.Count} values", position);
        }

        if (values.Any(string.IsNullOrEmpty))
        {
            throw new RuleSyntaxException($"{definition.Name} has an empty value", position);
        }

        try
        {
            return new Matcher(definition.Name, values, definition.CreateTest?.Invoke(values));
        }
        catch (FormatException mistake)
        {
            throw new RuleSyntaxException($"{definition.Name}: {mistake.Message}", position);
        }
    }

    private static Dictionary<string, Definition> CreateDefinitions()
    {
        Definition[] definitions =
        [
            new("Host", 1, 1, values => Host(values[0])),
            new("Path", 1, 1, values => Path(values[0], static (path, wanted) => path == wanted)),
            new("PathPrefix", 1, 1, values => Path(values[0], static (path, wanted) => path.StartsWith(wanted, StringComparison.Ordinal))),
            new("Method", 1, 1, values => Method(values[0])),
            new("Header", 2, 2, values => request => request.Headers[values[0]].Contains(values[1])),
            new("Query", 1, 2, values => request => request.Query[values[0]].Contains(values.ElementAtOrDefault(1) ?? string.Empty)),
            new("ClientIP", 1, 1, values => Client(values[0])),
            new("HostRegexp", 1, 1, null),
            new("PathRegexp", 1, 1, null),
            new("HeaderRegexp", 2, 2, null),
            new("QueryRegexp", 1, 2, null),
        ];

        // Traefik takes four spellings: PathPrefix, pathprefix, PATHPREFIX and Pathprefix.
        var spellings = new Dictionary<string, Definition>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            var (name, lower) = (definition.Name, definition.Name.ToLowerInvariant());
            spellings[name] = definition;
            spellings[lower] = definition;
            spellings[name.ToUpperInvariant()] = definition;
            spellings[char.ToUpperInvariant(lower[0]) + lower[1..]] = definition;
        }

        return spellings;
    }

    private static Func<RuleRequest, bool> Host(string expression)
    {
        if (expression == "*")
        {
            return static _ => true;
        }

        if (!Ascii.IsValid(expression))
        {
            throw new FormatException($"'{expression}' is not ASCII; write the name in Punycode");
        }

        // A dot at the end, on either side, says what a name without it says.
        var wanted = expression.ToLowerInvariant();
        return request => MatchesHost(request.Host, wanted)
            || (wanted.EndsWith('.') && MatchesHost(request.Host, wanted[..^1]))
            || (request.Host.EndsWith('.') && MatchesHost(request.Host[..^1], wanted));
    }

    // *.example.com stands for exactly one more label.
    private static bool MatchesHost(string host, string wanted)
    {
        if (!wanted.StartsWith('*'))
        {
            return host.Length > 0 && host == wanted;
        }

        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && host.AsSpan(dot).SequenceEqual(wanted.AsSpan(1));
    }

    private static Func<RuleRequest, bool> Path(string wanted, Func<string, string, bool> matches) => wanted[0] == '/'
        ? request => matches(request.Path, wanted)
        : throw new FormatException($"the path '{wanted}' does not begin with /");

    private static Func<RuleRequest, bool> Method(string wanted)
    {
        var method = wanted.ToUpperInvariant();
        return request => request.Method == method;
    }

    private static Func<RuleRequest, bool> Client(string wanted)
    {
        if (IPAddress.TryParse(wanted, out var address))
        {
            return request => address.Equals(request.Client);
        }

        return IPNetwork.TryParse(wanted, out var network)
            ? request => request.Client is { } client && network.Contains(client)
            : throw new FormatException($"'{wanted}' is neither an address nor a network");
    }

    private sealed record Definition(
        string Name, int LeastValues, int MostValues, Func<IReadOnlyList<string>, Func<RuleRequest, bool>>? CreateTest);
}
