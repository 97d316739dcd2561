using Observability.Hosting.Lint.PromQL;

namespace Observability.Hosting.Lint.LogQL;

/// <content>Pipelines (https://grafana.com/docs/loki/latest/query/log_queries/#log-pipeline).</content>
internal sealed partial class LogQLParser
{
    private static readonly string[] s_lineFilters = ["|=", "!=", "|~", "!~", "|>", "!>"];
    private static readonly string[] s_comparisons = ["=", "!=", "=~", "!~", "==", ">", ">=", "<", "<="];

    private void ReadPipeline()
    {
        while (true)
        {
            if (Current.Kind == TokenKind.Symbol && s_lineFilters.Contains(Current.Text))
            {
                _next++;
                ReadTextOrAddress();
                while (SkipName("or"))
                {
                    ReadTextOrAddress();
                }
            }
            else if (SkipSymbol("|"))
            {
                ReadStage();
            }
            else
            {
                return;
            }
        }
    }

    private void ReadStage()
    {
        var stage = Current;

        // A label may have the name of a stage.
        var isFilter = stage.Kind == TokenKind.Name && s_comparisons.Contains(_tokens[_next + 1].Text) && _tokens[_next + 1].Kind == TokenKind.Symbol;
        if (isFilter || stage is { Kind: TokenKind.Symbol, Text: "(" })
        {
            ReadLabelFilter();
            return;
        }

        _next++;
        switch (stage.Text)
        {
            case "logfmt" or "json":
                while (SkipName("--strict") || SkipName("--keep-empty"))
                {
                }

                SkipList(() =>
                {
                    ReadName();
                    if (SkipSymbol("="))
                    {
                        ReadText();
                    }
                });
                break;
            case "pattern" or "regexp" or "line_format":
                ReadText();
                break;
            case "unpack" or "decolorize":
                break;
            case "label_format":
                ReadList(() =>
                {
                    ReadName();
                    Expect("=");
                    if (Current.Kind == TokenKind.Text)
                    {
                        _next++;
                    }
                    else
                    {
                        ReadName();
                    }
                });
                break;
            case "drop" or "keep":
                ReadList(() =>
                {
                    ReadName();
                    if (Current is { Kind: TokenKind.Symbol, Text: "=" or "!=" or "=~" or "!~" })
                    {
                        _next++;
                        ReadText();
                    }
                });
                break;
            case "distinct":
                ReadList(() => ReadName());
                break;
            case "unwrap":
                ReadName();
                if (SkipSymbol("("))
                {
                    ReadName();
                    Expect(")");
                }

                break;
            default:
                _next--;
                throw stage.Kind == TokenKind.Name
                    ? new PromQLException($"there is no stage '{stage.Text}'", stage.Position)
                    : Unexpected();
        }
    }

    // "and" may be a word, a comma or nothing.
    private void ReadLabelFilter()
    {
        do
        {
            ReadLabelFilterUnit();
        }
        while (SkipName("and") || SkipName("or") || SkipSymbol(",") || IsLabelFilter());
    }

    private void ReadLabelFilterUnit()
    {
        if (SkipSymbol("("))
        {
            ReadLabelFilter();
            Expect(")");
            return;
        }

        ReadName();
        if (Current.Kind != TokenKind.Symbol || !s_comparisons.Contains(Current.Text))
        {
            throw Unexpected();
        }

        _next++;
        if (Current.Kind is TokenKind.Number or TokenKind.Duration || IsVariable(Current))
        {
            _next++;
        }
        else
        {
            ReadTextOrAddress();
        }
    }

    private bool IsLabelFilter() =>
        Current.Kind == TokenKind.Name && _tokens[_next + 1] is { Kind: TokenKind.Symbol } symbol && s_comparisons.Contains(symbol.Text);

    private void ReadTextOrAddress()
    {
        if (SkipName("ip"))
        {
            Expect("(");
            ReadText();
            Expect(")");
        }
        else
        {
            ReadText();
        }
    }

    private void SkipList(Action readItem)
    {
        if (Current.Kind == TokenKind.Name)
        {
            ReadList(readItem);
        }
    }

    private void ReadList(Action readItem)
    {
        do
        {
            readItem();
        }
        while (SkipSymbol(","));
    }
}
