namespace Observability.Hosting.Telegraf;

/// <summary>A store of documents, over Elasticsearch's bulk API.</summary>
/// <param name="Url">Its URL.</param>
/// <param name="IndexName">Name of the index, with the day of the document as <c>%Y</c>, <c>%m</c> and <c>%d</c>.</param>
/// <param name="User">User of basic authentication, or null where the store is open.</param>
/// <param name="PasswordVariable">Environment variable that holds the user's password, or null where the store is open.</param>
internal sealed record TelegrafDocumentOutput(string Url, string IndexName, string? User, string? PasswordVariable)
    : TelegrafOutput(Url);
