using Observability.LogQL.Pipeline;

namespace Observability.LogQL.Syntax.Parsing;

/// <content>Selectors and pipelines (https://grafana.com/docs/loki/latest/query/log_queries/).</content>
internal sealed partial class LogQLParser
{
    private StreamSelector ReadSelector()
    {
        var start = Current;
        Expect("{");
        var matchers = new List<LabelMatcher>();
        while (!Skip("}"))
        {
            if (matchers.Count > 0 && !Skip(","))
            {
                throw Unexpected("} or ,");
            }

            matchers.Add(ReadMatcher());
        }

        if (!_options.AllowsEmptySelectors && matchers.TrueForAll(matcher => matcher.IsMatch(string.Empty)))
        {
            throw Refuse(
                "queries require at least one regexp or equality matcher that does not have an empty-compatible value. "
                + "For instance, app=~\".*\" does not meet this requirement, but app=~\".+\" will",
                start);
        }

        var selector = new StreamSelector(matchers, start.Position);
        _selectors.Add(selector);
        return selector;
    }

    private LabelMatcher ReadMatcher()
    {
        var label = ReadName();
        if (Current.Kind != TokenKind.Symbol || !LogQLWords.Matchers.TryGetValue(Current.Text, out var kind))
        {
            throw Unexpected();
        }

        _next++;
        var value = Read(TokenKind.Text);
        return Check(() => new LabelMatcher(label, kind, value.Text), value);
    }

    private List<PipelineStage> ReadStages()
    {
        var stages = new List<PipelineStage>();
        while (true)
        {
            var start = Current;
            PipelineStage stage;
            if (start.Kind == TokenKind.Symbol && LogQLWords.LineFilters.TryGetValue(start.Text, out var kind))
            {
                stage = ReadLineFilter(kind);
            }
            else if (start.Is("|") && !Peek(1).Is("unwrap"))
            {
                _next++;
                stage = ReadStage();
            }
            else
            {
                return stages;
            }

            Check(() => StageFactory.Create(stage), start);
            stages.Add(stage);
        }
    }

    private LineFilterStage ReadLineFilter(LineFilterKind kind)
    {
        _next++;
        var operands = new List<LineFilterOperand>();
        do
        {
            if (Skip("ip"))
            {
                Expect("(");
                operands.Add(new LineFilterOperand(Read(TokenKind.Text).Text, true));
                Expect(")");
            }
            else
            {
                operands.Add(new LineFilterOperand(Read(TokenKind.Text).Text, false));
            }
        }
        while (Skip("or"));

        return new LineFilterStage(kind, operands);
    }

    private PipelineStage ReadStage()
    {
        var name = Current;
        if (name.Kind == TokenKind.Keyword)
        {
            _next++;
            switch (name.Text)
            {
                case "json":
                    return new JsonStage(ReadExtractions());
                case "logfmt":
                    return ReadLogfmt();
                case "pattern":
                    return new PatternStage(Read(TokenKind.Text).Text);
                case "regexp":
                    return new RegexpStage(Read(TokenKind.Text).Text);
                case "unpack":
                    return new UnpackStage();
                case "decolorize":
                    return new DecolorizeStage();
                case "line_format":
                    return new LineFormatStage(Read(TokenKind.Text).Text);
                case "label_format":
                    return new LabelFormatStage(ReadList(ReadLabelFormat));
                case "drop":
                    return new DropStage(ReadList(ReadLabelSelection));
                case "keep":
                    return new KeepStage(ReadList(ReadLabelSelection));
                default:
                    _next--;
                    throw Unexpected();
            }
        }

        // "| jsonn" is a misspelt stage far more often than a label without a condition.
        if (name.Kind == TokenKind.Identifier && !IsComparison(Peek(1)))
        {
            throw Refuse($"syntax error: there is no stage '{name.Text}'", name);
        }

        return new LabelFilterStage(ReadLabelFilter(0));
    }

    private LogfmtStage ReadLogfmt()
    {
        var (isStrict, keepsEmpty) = (false, false);
        while (Current.Kind == TokenKind.Flag)
        {
            var flag = Take();
            isStrict |= flag.Text == "--strict";
            keepsEmpty |= flag.Text == "--keep-empty";
        }

        return new LogfmtStage(ReadExtractions(), isStrict, keepsEmpty);
    }

    private List<LabelExtraction> ReadExtractions() =>
        Current.Kind is TokenKind.Identifier or TokenKind.Variable
            ? ReadList(() =>
            {
                var label = ReadName();
                return new LabelExtraction(label, Skip("=") ? Read(TokenKind.Text).Text : label);
            })
            : [];

    private LabelFormat ReadLabelFormat()
    {
        var label = ReadName();
        Expect("=");
        return Current.Kind == TokenKind.Text ? new LabelFormat(label, Take().Text, true) : new LabelFormat(label, ReadName(), false);
    }

    private LabelSelection ReadLabelSelection()
    {
        if (Peek(1) is { Kind: TokenKind.Symbol } symbol && LogQLWords.Matchers.ContainsKey(symbol.Text))
        {
            var matcher = ReadMatcher();
            return new LabelSelection(matcher.Name, matcher);
        }

        return new LabelSelection(ReadName(), null);
    }

    private List<T> ReadList<T>(Func<T> read)
    {
        var items = new List<T>();
        do
        {
            items.Add(read());
        }
        while (Skip(","));

        return items;
    }

    // What is wrong inside a text has the place of the text.
    private T Check<T>(Func<T> create, Token place, string context = "")
    {
        try
        {
            return create();
        }
        catch (LogQLException error) when (error is not LogQLNotSupportedException && error.Position < 0)
        {
            throw Refuse(context + error.Problem, place);
        }
    }
}
