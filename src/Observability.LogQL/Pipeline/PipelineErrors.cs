namespace Observability.LogQL.Pipeline;

/// <summary>Values of <c>__error__</c> (https://grafana.com/docs/loki/latest/query/#pipeline-errors).</summary>
internal static class PipelineErrors
{
    /// <summary>The line is no JSON.</summary>
    public const string Json = "JSONParserErr";

    /// <summary>The line is no logfmt, and the parser was to be strict.</summary>
    public const string Logfmt = "LogfmtParserErr";

    /// <summary>The unwrapped label is no number.</summary>
    public const string SampleExtraction = "SampleExtractionErr";

    /// <summary>A label cannot be compared with what a filter compares it with.</summary>
    public const string LabelFilter = "LabelFilterErr";

    /// <summary>A template failed.</summary>
    public const string TemplateFormat = "TemplateFormatErr";
}
