namespace Observability.Hosting.Telegraf;

/// <summary>A store that Telegraf writes to.</summary>
/// <param name="Url">Its URL.</param>
internal abstract record TelegrafOutput(string Url);
