namespace Observability.StandIns.Gateway.Rules;

/// <summary>Whether a rule fits a request.</summary>
internal enum RuleMatch
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>It does.</summary>
    Yes,

    /// <summary>It depends on a matcher that only Traefik itself has.</summary>
    Unknown,
}
