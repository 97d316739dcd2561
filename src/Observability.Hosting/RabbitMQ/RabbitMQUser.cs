namespace Observability.Hosting.RabbitMQ;

/// <summary>A user of the definitions. Permissions are names of exchanges and queues, or null for none.</summary>
/// <param name="Name">Name of the user.</param>
/// <param name="PasswordHash">Hash as <see cref="RabbitMQPassword"/> makes it.</param>
/// <param name="IsAdministrator">True for one who may do everything.</param>
/// <param name="Writes">The exchange that the user publishes to.</param>
/// <param name="Reads">The queue that the user consumes.</param>
internal sealed record RabbitMQUser(
    string Name, string PasswordHash, bool IsAdministrator = false, string? Writes = null, string? Reads = null);
