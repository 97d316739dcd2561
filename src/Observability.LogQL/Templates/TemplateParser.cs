using System.Globalization;
using Observability.LogQL.Templates.Functions;
using Observability.LogQL.Templates.Nodes;

namespace Observability.LogQL.Templates;

/// <summary>Parses templates (https://pkg.go.dev/text/template#hdr-Actions).</summary>
internal sealed class TemplateParser
{
    private const int Deepest = 100;

    private readonly List<string> _texts;
    private readonly List<List<TemplateToken>> _actions;
    private readonly List<string> _variables = [];
    private int _action;
    private int _word;
    private int _depth;
    private int _loops;

    private TemplateParser(string template) => (_texts, _actions) = TemplateScanner.Split(template);

    private TemplateToken Current => _actions[_action][_word];

    /// <summary>Parses a template.</summary>
    /// <exception cref="LogQLException">It is none.</exception>
    public static IReadOnlyList<TemplateNode> Parse(string template)
    {
        var parser = new TemplateParser(template);
        var nodes = parser.ReadNodes();
        return parser._action == parser._actions.Count
            ? nodes
            : throw new LogQLException($"invalid template: unexpected {{{{{parser.Current.Text}}}}}");
    }

    // Up to an "else" or "end", at which it stops, or the end of the template.
    private List<TemplateNode> ReadNodes()
    {
        if (++_depth > Deepest)
        {
            throw new LogQLException("invalid template: nested too deeply");
        }

        var nodes = new List<TemplateNode>();
        var variables = _variables.Count;
        while (true)
        {
            if (_texts[_action].Length > 0)
            {
                nodes.Add(new TextNode(_texts[_action]));
            }

            if (_action == _actions.Count || Current.IsWord("else") || Current.IsWord("end"))
            {
                _variables.RemoveRange(variables, _variables.Count - variables);
                _depth--;
                return nodes;
            }

            if (Current.Kind != TemplateTokenKind.End)
            {
                nodes.Add(ReadAction());
            }

            NextAction();
        }
    }

    private void NextAction()
    {
        if (Current.Kind != TemplateTokenKind.End)
        {
            throw Unexpected();
        }

        _action++;
        _word = 0;
    }

    private TemplateNode ReadAction()
    {
        switch (Current)
        {
            case { Kind: TemplateTokenKind.Word, Text: "if" or "with" }:
                return ReadIf();
            case { Kind: TemplateTokenKind.Word, Text: "range" }:
                return ReadRange();
            case { Kind: TemplateTokenKind.Word, Text: "break" or "continue" }:
                if (_loops == 0)
                {
                    throw new LogQLException($"invalid template: {{{{{Current.Text}}}}} outside {{{{range}}}}");
                }

                return new LoopNode(Take().Text == "break" ? LoopSignal.Break : LoopSignal.Continue);
            case { Kind: TemplateTokenKind.Word, Text: "define" or "template" or "block" }:
                throw new LogQLNotSupportedException($"{{{{{Current.Text}}}}} in a template");
            default:
                var (variable, declares) = ReadVariable();
                var pipeline = ReadPipeline();
                Declare(declares ? variable : null);
                return new ActionNode(pipeline, variable, declares);
        }
    }

    // {{if a}} … {{else if b}} … {{else}} … {{end}}
    private IfNode ReadIf()
    {
        var isWith = Take().Text == "with";
        var variables = _variables.Count;
        var (variable, declares) = ReadVariable();
        if (variable is not null && !declares)
        {
            throw Unexpected();
        }

        var condition = ReadPipeline();
        Declare(variable);
        NextAction();
        var body = ReadNodes();
        var otherwise = ReadElse(isWith ? "with" : "if");
        _variables.RemoveRange(variables, _variables.Count - variables);
        return new IfNode(condition, variable, isWith, body, otherwise);
    }

    private List<TemplateNode> ReadElse(string? chained)
    {
        ExpectEndOrElse();
        if (!Take().IsWord("else"))
        {
            return [];
        }

        if (chained is not null && Current.IsWord(chained))
        {
            return [ReadIf()];
        }

        NextAction();
        var otherwise = ReadNodes();
        ExpectEndOrElse();
        return Take().IsWord("end") ? otherwise : throw new LogQLException("invalid template: unexpected {{else}}");
    }

    private RangeNode ReadRange()
    {
        _word++;
        var variables = _variables.Count;
        string? key = null;
        string? value = null;
        if (Current.Kind == TemplateTokenKind.Variable && Peek(1).Is(","))
        {
            key = Take().Text;
            _word++;
            value = ReadVariable().Name ?? throw Unexpected();
        }
        else
        {
            value = ReadVariable().Name;
        }

        var items = ReadPipeline();
        Declare(key);
        Declare(value);
        NextAction();
        _loops++;
        var body = ReadNodes();
        _loops--;
        var otherwise = ReadElse(chained: null);
        _variables.RemoveRange(variables, _variables.Count - variables);
        return new RangeNode(items, key, value, body, otherwise);
    }

    private void ExpectEndOrElse()
    {
        if (_action == _actions.Count)
        {
            throw new LogQLException("invalid template: unexpected EOF");
        }
    }

    // $x := …, $x = …
    private (string? Name, bool Declares) ReadVariable()
    {
        if (Current.Kind != TemplateTokenKind.Variable || !(Peek(1).Is(":=") || Peek(1).Is("=")))
        {
            return (null, false);
        }

        var name = Take().Text;
        var declares = Take().Text == ":=";
        if (!declares && !_variables.Contains(name))
        {
            throw new LogQLException($"invalid template: undefined variable \"${name}\"");
        }

        return (name, declares);
    }

    private void Declare(string? variable)
    {
        if (variable is not null)
        {
            _variables.Add(variable);
        }
    }

    private PipelineNode ReadPipeline()
    {
        var commands = new List<CommandNode>();
        do
        {
            var operand = ReadOperand();
            var arguments = new List<Operand>();
            while (Current.Kind != TemplateTokenKind.End && !Current.Is("|") && !Current.Is(")"))
            {
                arguments.Add(ReadOperand());
            }

            if (operand is not FunctionOperand && (arguments.Count > 0 || commands.Count > 0))
            {
                throw new LogQLException("invalid template: can't give argument to non-function");
            }

            commands.Add(new CommandNode(operand, arguments));
        }
        while (TrySkip("|"));

        return new PipelineNode(commands);
    }

    private Operand ReadOperand()
    {
        var token = Take();
        switch (token.Kind)
        {
            case TemplateTokenKind.Field when token.Text.Length == 0:
                return new FieldOperand(null, []);
            case TemplateTokenKind.Field:
                return new FieldOperand(null, [token.Text, .. ReadFields()]);
            case TemplateTokenKind.Variable:
                return WithFields(token.Text.Length == 0 || _variables.Contains(token.Text)
                    ? new VariableOperand(token.Text)
                    : throw new LogQLException($"invalid template: undefined variable \"${token.Text}\""));
            case TemplateTokenKind.Text:
                return new ConstantOperand(token.Text);
            case TemplateTokenKind.Number or TemplateTokenKind.Character:
                return new ConstantOperand(ReadNumber(token.Text));
            case TemplateTokenKind.Word:
                return token.Text switch
                {
                    "true" => new ConstantOperand(true),
                    "false" => new ConstantOperand(false),
                    "nil" => new ConstantOperand(null),
                    _ => TemplateFunctions.Find(token.Text) is null && token.Text is not ("and" or "or")
                        ? throw new LogQLException($"invalid template: function \"{token.Text}\" not defined")
                        : WithFields(new FunctionOperand(token.Text)),
                };
            case TemplateTokenKind.Symbol when token.Text == "(":
                return ReadBrackets();
            default:
                _word--;
                throw Unexpected();
        }
    }

    private Operand ReadBrackets()
    {
        if (++_depth > Deepest)
        {
            throw new LogQLException("invalid template: nested too deeply");
        }

        var pipeline = ReadPipeline();
        _depth--;
        return TrySkip(")") ? WithFields(new PipelineOperand(pipeline)) : throw new LogQLException("invalid template: unclosed left paren");
    }

    private Operand WithFields(Operand operand)
    {
        var fields = ReadFields();
        return fields.Count == 0 ? operand : new FieldOperand(operand, fields);
    }

    private List<string> ReadFields()
    {
        var fields = new List<string>();
        while (Current is { Kind: TemplateTokenKind.Field, HasBlankBefore: false, Text.Length: > 0 })
        {
            fields.Add(Take().Text);
        }

        return fields;
    }

    private static object ReadNumber(string text)
    {
        var digits = text.Replace("_", string.Empty, StringComparison.Ordinal);
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
        {
            return hex;
        }

        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new LogQLException($"invalid template: bad number syntax: \"{text}\"");
    }

    private TemplateToken Take() => _actions[_action][_word++];

    private TemplateToken Peek(int ahead) => _actions[_action].ElementAtOrDefault(_word + ahead);

    private bool TrySkip(string symbol)
    {
        var isThere = Current.Is(symbol);
        _word += isThere ? 1 : 0;
        return isThere;
    }

    private LogQLException Unexpected() => new(Current.Kind == TemplateTokenKind.End
        ? "invalid template: missing value for command"
        : $"invalid template: unexpected \"{Current.Text}\" in command");
}
