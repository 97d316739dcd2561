namespace Observability.StandIns.Identity.Realms;

/// <summary>Puts something that the realm knows into tokens.</summary>
/// <param name="Source">What.</param>
/// <param name="SourceName">Client whose roles are meant, for <see cref="ClaimSource.ClientRoles"/>; the text itself for <see cref="ClaimSource.Text"/>.</param>
/// <param name="Path">Name of the claim, level by level.</param>
/// <param name="Targets">Where it goes.</param>
internal sealed record ClaimMapper(ClaimSource Source, string? SourceName, IReadOnlyList<string> Path, ClaimTargets Targets);
