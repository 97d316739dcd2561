using Observability.LogQL.Syntax;
using Observability.LogQL.Text;

namespace Observability.LogQL.Pipeline;

/// <summary>
/// Takes the value of a label as a number (https://grafana.com/docs/loki/latest/query/metric_queries/#unwrapped-range-aggregations).
/// </summary>
internal sealed class UnwrapRun(Unwrap unwrap)
{
    private readonly Stage[] _filters = [.. unwrap.Filters.Select(StageFactory.Create)];

    /// <summary>Reads the number of a line.</summary>
    /// <returns>
    /// Whether the line counts: not where it has no such label, or does not pass the filters. A label that is no number is an error of
    /// the line, which the filters may ask for.
    /// </returns>
    public bool TryRead(Line line, out double value)
    {
        value = 0;
        if (!line.Labels.TryGet(unwrap.Label, out var text) || text.Length == 0)
        {
            return false;
        }

        if (!TryConvert(text, out value))
        {
            var wanted = unwrap.Conversion switch
            {
                UnwrapConversion.Duration => "duration",
                UnwrapConversion.Bytes => "size",
                _ => "number",
            };
            line.Labels.Fail(PipelineErrors.SampleExtraction, $"{GoText.Quote(text)} is no {wanted}");
        }

        foreach (var filter in _filters)
        {
            if (!filter.Process(line))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryConvert(string text, out double value)
    {
        switch (unwrap.Conversion)
        {
            case UnwrapConversion.Duration:
                var isDuration = DurationText.TryParseGo(text, out var nanoseconds);
                value = nanoseconds / (double)DurationText.Second;
                return isDuration;
            case UnwrapConversion.Bytes:
                var isSize = ByteSizeText.TryParse(text, out var bytes);
                value = bytes;
                return isSize;
            default:
                return GoNumber.TryParse(text, out value);
        }
    }
}
