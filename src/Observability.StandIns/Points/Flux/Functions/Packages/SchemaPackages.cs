using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions.Packages;

/// <summary>
/// The package <c>influxdata/influxdb/schema</c> and its older twin <c>influxdata/influxdb/v1</c>, which query builders ask for what there
/// is. They look at the series and not at the points: start and stop make no difference.
/// </summary>
internal static class SchemaPackages
{
    private const string Predicate = "predicate";
    private static readonly string[] s_bounds = ["_start", "_stop"];

    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        foreach (var path in new[] { "influxdata/influxdb/schema", "influxdata/influxdb/v1" })
        {
            void List(string name, string parameters, Func<FluxArguments, IEnumerable<KeyValuePair<string, FluxValue>>,
                IEnumerable<string>> values) =>
                catalog.Add(path, name, null, $"bucket start stop {parameters}", arguments =>
                    ListOf(arguments, key => values(arguments, key)));
            List("measurements", string.Empty, static (_, key) => Values(key, "_measurement"));
            List("tagKeys", Predicate, static (_, key) => Names(key));
            List("tagValues", "tag predicate", static (arguments, key) => Values(key, arguments.Text("tag")));
            List("fieldKeys", Predicate, static (_, key) => Values(key, "_field"));
            List("measurementTagKeys", "measurement", static (_, key) => Names(key));
            List("measurementTagValues", "measurement tag", static (arguments, key) => Values(key, arguments.Text("tag")));
            List("measurementFieldKeys", "measurement", static (_, key) => Values(key, "_field"));
            catalog.Add(path, "fieldsAsCols", "tables", string.Empty, FieldsAsColumns);
        }
    }

    // The server lists these among the tags, too.
    private static IEnumerable<string> Names(IEnumerable<KeyValuePair<string, FluxValue>> key) =>
        s_bounds.Concat(key.Select(column => column.Key));

    private static IEnumerable<string> Values(IEnumerable<KeyValuePair<string, FluxValue>> key, string name) =>
        key.Where(column => column.Key == name).Select(column => column.Value.Text);

    private static FluxValue ListOf(FluxArguments arguments, Func<IEnumerable<KeyValuePair<string, FluxValue>>, IEnumerable<string>> values)
    {
        var bucket = arguments.Context.Bucket(arguments.Text("bucket"));
        var measurement = arguments.Has("measurement") ? arguments.Text("measurement") : null;
        var predicate = arguments.Has(Predicate) ? arguments.Function(Predicate) : null;
        return FluxValue.Of(Deferred.Stream(() =>
        {
            var found = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var column in StoredTables.Columns(arguments.Context.Store.Bucket(bucket.Id)))
            {
                arguments.Context.Budget.Step();
                if (measurement is not null && column.Series.Measurement.Name != measurement)
                {
                    continue;
                }

                var key = StoredTables.KeyOf(column).ToList();
                if (predicate is null || arguments.Evaluator.Call(predicate, ("r", FluxValue.Of(new MapRecord(key)))).IsTrue)
                {
                    found.UnionWith(values(key));
                }
            }

            string[] texts = [.. found];
            return [new FluxTable(GroupKey.Empty, [FluxColumn.OfTexts("_value", texts, texts.Length)])];
        }));
    }

    private static FluxValue FieldsAsColumns(FluxArguments arguments)
    {
        FunctionCatalog.Instance.Universe.TryGetValue("pivot", out var pivot);
        return arguments.Evaluator.Call(
            pivot.Function,
            ("tables", arguments.Get("tables")),
            ("rowKey", FluxValue.Of([FluxValue.Of("_time")])),
            ("columnKey", FluxValue.Of([FluxValue.Of("_field")])),
            ("valueColumn", FluxValue.Of("_value")));
    }
}
