using System.Text;

namespace Observability.LogQL.Pipeline.Filters;

/// <summary>A condition on the text of a label; one that is not there counts as empty.</summary>
internal sealed class TextFilterRun(LabelMatcher matcher) : Stage
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(matcher.Value);

    /// <inheritdoc />
    public override bool Process(Line line) => matcher.Kind switch
    {
        LabelMatcherKind.Equal => line.Labels.HasValue(matcher.Name, matcher.Value, _text),
        LabelMatcherKind.NotEqual => !line.Labels.HasValue(matcher.Name, matcher.Value, _text),
        _ => matcher.IsMatch(line.Labels.GetOrEmpty(matcher.Name)),
    };
}
