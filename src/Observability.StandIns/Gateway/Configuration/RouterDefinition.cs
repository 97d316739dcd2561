namespace Observability.StandIns.Gateway.Configuration;

/// <summary>A router as it is written.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="RuleSyntax">Version of the rule's syntax, or null for Traefik's own choice, which is 3.</param>
/// <param name="EntryPoints">Names of its entry points; empty for the default ones.</param>
/// <param name="Middlewares">Names of its middlewares in the order in which they see a request.</param>
/// <param name="Service">Name of its service.</param>
/// <param name="Priority">Its priority; 0 for the length of the rule.</param>
/// <param name="HasTls">True where it takes requests over TLS only.</param>
/// <param name="Unsupported">Keys that only Traefik itself understands.</param>
internal sealed record RouterDefinition(
    string Rule,
    string? RuleSyntax,
    IReadOnlyList<string> EntryPoints,
    IReadOnlyList<string> Middlewares,
    string Service,
    long Priority,
    bool HasTls,
    IReadOnlyList<string> Unsupported);
