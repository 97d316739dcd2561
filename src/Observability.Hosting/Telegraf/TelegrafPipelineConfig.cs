namespace Observability.Hosting.Telegraf;

/// <summary>One queue and the one store that takes what is in it.</summary>
/// <param name="Id">Letters, digits and underscores; no other pipeline has it.</param>
/// <param name="Broker">URL of the broker with the virtual host, without credentials.</param>
/// <param name="Queue">Name of the queue.</param>
/// <param name="User">User that reads it.</param>
/// <param name="PasswordVariable">Environment variable that holds the user's password.</param>
/// <param name="Output">The store.</param>
internal sealed record TelegrafPipelineConfig(
    string Id, string Broker, string Queue, string User, string PasswordVariable, TelegrafOutput Output);
