namespace Observability.StandIns.Gateway.Rules;

/// <summary>A rule of a router, or a part of one.</summary>
internal abstract class Rule
{
    /// <summary>Whether it fits a request.</summary>
    public abstract RuleMatch Match(RuleRequest request);

    /// <summary>Names of the matchers on which <see cref="RuleMatch.Unknown"/> may depend.</summary>
    public abstract IEnumerable<string> Unsupported { get; }

    /// <summary>The rule in Traefik's notation; parsing it gives the same rule again.</summary>
    public abstract override string ToString();
}
