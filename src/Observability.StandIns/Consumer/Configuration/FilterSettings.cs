namespace Observability.StandIns.Consumer.Configuration;

/// <summary>
/// Which metrics a plugin takes and what it takes off them
/// (https://docs.influxdata.com/telegraf/v1/configuration/#metric-filtering).
/// </summary>
/// <param name="NamePass">Patterns of names; empty takes all.</param>
/// <param name="NameDrop">Patterns of names that are left out.</param>
/// <param name="TagPass">A metric is taken where one of these tags fits one of its patterns; empty takes all.</param>
/// <param name="TagDrop">A metric is left out where one of these tags fits one of its patterns.</param>
/// <param name="TagInclude">Tags that stay; empty lets all stay.</param>
/// <param name="TagExclude">Tags that are taken off.</param>
/// <param name="FieldInclude">Fields that stay; empty lets all stay.</param>
/// <param name="FieldExclude">Fields that are taken off.</param>
internal sealed record FilterSettings(
    IReadOnlyList<string> NamePass,
    IReadOnlyList<string> NameDrop,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> TagPass,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> TagDrop,
    IReadOnlyList<string> TagInclude,
    IReadOnlyList<string> TagExclude,
    IReadOnlyList<string> FieldInclude,
    IReadOnlyList<string> FieldExclude);
