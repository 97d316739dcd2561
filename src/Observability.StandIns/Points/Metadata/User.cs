namespace Observability.StandIns.Points.Metadata;

/// <summary>A user.</summary>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="Name">The name to sign in with.</param>
/// <param name="Password">Salt and hash of the password.</param>
internal sealed record User(string Id, string Name, string Password) : IMetadata;
