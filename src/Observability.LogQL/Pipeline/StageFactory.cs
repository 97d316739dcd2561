using Observability.LogQL.Pipeline.Filters;
using Observability.LogQL.Pipeline.Formats;
using Observability.LogQL.Pipeline.Parsers;
using Observability.LogQL.Syntax;

namespace Observability.LogQL.Pipeline;

/// <summary>Makes stages that run of those that were parsed.</summary>
internal static class StageFactory
{
    /// <summary>Makes one.</summary>
    /// <param name="stage">What was parsed.</param>
    /// <param name="needed">Labels without which a parser may do; all where null.</param>
    /// <exception cref="LogQLException">A pattern, template or expression in it is none.</exception>
    public static Stage Create(PipelineStage stage, IReadOnlySet<string>? needed = null) => stage switch
    {
        LineFilterStage filter => new LineFilterRun(filter),
        LabelFilterStage filter => Create(filter.Filter),
        JsonStage { Extractions.Count: 0 } => new JsonRun(needed),
        JsonStage json => new JsonExpressionRun(json.Extractions),
        LogfmtStage { Extractions.Count: 0 } logfmt => new LogfmtRun(logfmt.IsStrict, logfmt.KeepsEmpty, needed),
        LogfmtStage logfmt => new LogfmtExpressionRun(logfmt.Extractions, logfmt.IsStrict),
        PatternStage pattern => new PatternRun(pattern.Pattern),
        RegexpStage regexp => new RegexpRun(regexp.Pattern),
        UnpackStage => new UnpackRun(),
        DecolorizeStage => new DecolorizeRun(),
        LineFormatStage format => new LineFormatRun(format.Template),
        LabelFormatStage format => new LabelFormatRun(format.Formats),
        DropStage drop => new DropRun(drop.Labels),
        KeepStage keep => new KeepRun(keep.Labels),
        _ => throw new LogQLNotSupportedException(stage.GetType().Name),
    };

    /// <summary>Makes a condition on labels.</summary>
    public static Stage Create(LabelFilter filter) => filter switch
    {
        AndLabelFilter and => new AndFilterRun(Create(and.Left), Create(and.Right)),
        OrLabelFilter or => new OrFilterRun(Create(or.Left), Create(or.Right)),
        TextLabelFilter text => new TextFilterRun(text.Matcher),
        NumberLabelFilter number => new NumberFilterRun(number),
        DurationLabelFilter duration => new DurationFilterRun(duration),
        BytesLabelFilter bytes => new BytesFilterRun(bytes),
        IpLabelFilter ip => new IpFilterRun(ip),
        _ => throw new LogQLNotSupportedException(filter.GetType().Name),
    };
}
