namespace Observability.StandIns.Points.Metadata;

/// <summary>A token with what it may do. The token itself is not kept, only its hash, as by the server since 2.9.</summary>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="TokenHash">SHA-256 of the token, in hexadecimal digits.</param>
/// <param name="OrgId">The organisation it was made in.</param>
/// <param name="UserId">The user it was made for.</param>
/// <param name="Description">What somebody wrote of it.</param>
/// <param name="IsActive">False while it is switched off.</param>
/// <param name="Permissions">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
internal sealed record Authorization(
    string Id,
    string TokenHash,
    string OrgId,
    string UserId,
    string Description,
    bool IsActive,
    IReadOnlyList<Permission> Permissions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt) : IMetadata
{
    /// <summary>True where it may do this.</summary>
    public bool Allows(string action, string type, string? orgId = null, string? resourceId = null) =>
        Permissions.Any(permission => permission.Allows(action, type, orgId, resourceId));
}
