using Observability.StandIns.Gateway.Rules;

namespace Observability.StandIns.Gateway.Routing;

/// <summary>A router that is in force, or one that is not and says why.</summary>
/// <param name="Name">Its name with its provider, for example <c>grafana@file</c>.</param>
/// <param name="RuleText">Its rule as it is written.</param>
/// <param name="EntryPoints">Names of its entry points.</param>
/// <param name="Middlewares">Names of its middlewares with their provider.</param>
/// <param name="Service">Name of its service with its provider.</param>
/// <param name="Priority">The greater, the earlier it is asked.</param>
internal sealed record Router(
    string Name,
    string RuleText,
    IReadOnlyList<string> EntryPoints,
    IReadOnlyList<string> Middlewares,
    string Service,
    long Priority)
{
    /// <summary>Its rule; null where that has a mistake.</summary>
    public Rule? Rule { get; init; }

    /// <summary>Answers its requests; null where it is not in force.</summary>
    public GatewayHandler? Handler { get; init; }

    /// <summary>Why it is not in force, or null.</summary>
    public string? Error { get; init; }

    /// <summary>What about it only Traefik itself can do; its requests get 501 with this text. Null where there is nothing.</summary>
    public string? Unsupported { get; init; }

    /// <summary>True for what the gateway serves itself; it is neither counted nor logged.</summary>
    public bool IsInternal => Service.EndsWith("@internal", StringComparison.Ordinal);
}
