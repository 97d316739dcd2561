namespace Observability.Hosting.Console;

/// <summary>One resource as the table shows it.</summary>
/// <param name="Name">Name of the resource.</param>
/// <param name="State">State in words.</param>
/// <param name="Backend">What stands behind it.</param>
/// <param name="Url">First URL, or empty.</param>
/// <param name="Readiness">How far it is.</param>
internal sealed record BoardRow(string Name, string State, string Backend, string Url, Readiness Readiness);
