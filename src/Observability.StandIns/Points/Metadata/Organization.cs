namespace Observability.StandIns.Points.Metadata;

/// <summary>An organisation.</summary>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What somebody wrote of it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
internal sealed record Organization(string Id, string Name, string Description, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
    : IMetadata;
