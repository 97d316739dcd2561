namespace Observability.LogQL.Pipeline.Parsers;

/// <summary>Makes a label of each key of logfmt (https://grafana.com/docs/loki/latest/query/log_queries/#logfmt).</summary>
/// <param name="isStrict">Whether a line that is not logfmt is an error; otherwise what is none in it is passed over.</param>
/// <param name="keepsEmpty">Whether a key without a value becomes a label.</param>
/// <param name="needed">Labels that are wanted; all where null.</param>
internal sealed class LogfmtRun(bool isStrict, bool keepsEmpty, IReadOnlySet<string>? needed) : Stage
{
    private readonly LabelNames _names = new(needed);

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        var labels = line.Labels;
        var missing = needed?.Count ?? int.MaxValue;
        if (missing == 0)
        {
            return true;
        }

        _names.Reset();
        var reader = new LogfmtReader(line.Text);
        while (reader.Read())
        {
            if (reader.Problem is { } problem)
            {
                if (isStrict)
                {
                    labels.Fail(PipelineErrors.Logfmt, problem);
                    return true;
                }

                continue;
            }

            if (reader.Value.IsEmpty && !keepsEmpty)
            {
                continue;
            }

            var name = _names.Get(reader.Key);
            if (name.Length > 0 && labels.AddParsed(name, reader.Value, needed) && --missing == 0)
            {
                return true;
            }
        }

        return true;
    }
}
