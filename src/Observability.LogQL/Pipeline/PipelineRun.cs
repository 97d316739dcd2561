using Observability.LogQL.Pipeline.Filters;
using Observability.LogQL.Syntax;

namespace Observability.LogQL.Pipeline;

/// <summary>The stages of a pipeline and the line that goes through them. One is for one thread.</summary>
internal sealed class PipelineRun
{
    private readonly Stage[] _stages;
    private readonly int _first;

    /// <summary>Prepares a pipeline.</summary>
    /// <param name="stages">What was parsed.</param>
    /// <param name="hints">Which labels are needed.</param>
    /// <param name="hasSearch">
    /// Whether lines come from a search for <see cref="Literal"/>, so that a first filter for it is left out.
    /// </param>
    public PipelineRun(IReadOnlyList<PipelineStage> stages, ParserHints hints, bool hasSearch)
    {
        _stages = [.. stages.Select(stage => StageFactory.Create(stage, hints.Needed))];
        Literal = _stages.Length > 0 && _stages[0] is LineFilterRun filter ? filter.Literal : default;
        _first = hasSearch && !Literal.IsEmpty ? 1 : 0;
        ChangesLabels = Array.Exists(_stages, stage => stage is not (LineFilterRun or Formats.DecolorizeRun));
    }

    /// <summary>The line, as the stages have left it.</summary>
    public Line Line { get; } = new();

    /// <summary>What all lines that pass contain, where the first stage is a search for one text; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Literal { get; }

    /// <summary>Whether there is any stage that lines have to go through.</summary>
    public bool HasStages => _first < _stages.Length;

    /// <summary>Whether a line can come out with other labels than it went in with.</summary>
    public bool ChangesLabels { get; }

    /// <summary>
    /// Texts that each line must contain to pass: of the filters before a stage that writes the line anew.
    /// </summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> FindLiterals(IReadOnlyList<PipelineStage> stages) =>
    [
        .. stages
            .TakeWhile(stage => stage is not (LineFormatStage or UnpackStage or DecolorizeStage))
            .OfType<LineFilterStage>()
            .Select(filter => new LineFilterRun(filter).Literal)
            .Where(literal => !literal.IsEmpty),
    ];

    /// <summary>Sends a line through.</summary>
    /// <returns>Whether it came out.</returns>
    public bool Process(LabelSet stream, long time, ReadOnlyMemory<byte> text, LabelSet? metadata)
    {
        Line.Time = time;
        Line.Text = text;
        Line.Labels.Reset(stream, metadata);
        for (var i = _first; i < _stages.Length; i++)
        {
            if (!_stages[i].Process(Line))
            {
                return false;
            }
        }

        return true;
    }
}
