namespace Observability.Hosting.Model;

/// <summary>Why a resource is not started, and what a person can do about it.</summary>
/// <param name="Reason">One sentence without a full stop.</param>
/// <param name="Remedy">What to do, with the command where there is one.</param>
public sealed record NotStarted(string Reason, string Remedy);
