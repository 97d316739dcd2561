namespace Observability.StandIns.Consumer.Configuration;

/// <summary>
/// An <c>outputs.elasticsearch</c> (https://github.com/influxdata/telegraf/blob/master/plugins/outputs/elasticsearch/README.md).
/// </summary>
/// <param name="Urls">Nodes; each write goes to one of them.</param>
/// <param name="IndexName">Name of the index with its placeholders.</param>
/// <param name="DefaultTagValue">What stands in that name for a tag that a metric lacks.</param>
/// <param name="User">User of basic authentication, or null.</param>
/// <param name="Password">The user's password.</param>
/// <param name="BearerToken">Token in place of a user, or null.</param>
/// <param name="Timeout">Longest time for an answer.</param>
/// <param name="IsCompressed">True to send requests compressed by gzip.</param>
/// <param name="ForceDocumentId">True to make each document's identifier of its content, so that a second one replaces the first.</param>
/// <param name="OnlyCreate">True to create documents only, as a data stream wants it.</param>
/// <param name="Template">The index template that is looked after, or null.</param>
/// <param name="OverwritesTemplate">True to put it also where there is one of its name.</param>
internal sealed record ElasticsearchSettings(
    IReadOnlyList<Uri> Urls,
    string IndexName,
    string DefaultTagValue,
    string? User,
    string? Password,
    string? BearerToken,
    TimeSpan Timeout,
    bool IsCompressed,
    bool ForceDocumentId,
    bool OnlyCreate,
    string? Template,
    bool OverwritesTemplate);
