namespace Observability.StandIns.Points.Flux.Syntax;

/// <summary>A parameter of a function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">What it is when it is not given, or null where it must be.</param>
/// <param name="IsPipe">True for the one that takes what is piped in.</param>
internal sealed record FluxParameter(string Name, FluxNode? Default, bool IsPipe);
