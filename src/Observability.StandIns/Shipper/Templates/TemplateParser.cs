using System.Globalization;
using Observability.StandIns.Shipper.Syntax;

namespace Observability.StandIns.Shipper.Templates;

/// <summary>Reads a template: text, and actions between double braces, with a hyphen where blanks beside them go.</summary>
/// <param name="text">The template.</param>
internal sealed class TemplateParser(string text)
{
    private const int DeepestNesting = 50;

    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);
    private int _at;
    private int _depth;
    private List<Token> _action = [];
    private int _token;
    private bool _trimsNext;

    private Token Current => _action[_token];

    /// <summary>Reads it.</summary>
    /// <exception cref="ArgumentException">It is none, or has something that is not supported.</exception>
    public TemplateBlock Parse()
    {
        var (block, end) = ReadBlock();
        return end is null ? block : throw Mistake($"{{{{ {end} }}}} without its beginning");
    }

    /// <summary>Reads up to <c>else</c> or <c>end</c>, which is then the current action, or to the end of the text.</summary>
    private (TemplateBlock Block, string? End) ReadBlock()
    {
        if (++_depth > DeepestNesting)
        {
            throw Mistake("it is nested too deeply");
        }

        var nodes = new List<TemplateNode>();
        while (true)
        {
            var open = text.IndexOf("{{", _at, StringComparison.Ordinal);
            var plain = open < 0 ? text[_at..] : text[_at..open];
            plain = _trimsNext ? plain.TrimStart() : plain;
            var trimsThis = open >= 0 && open + 3 < text.Length && text[open + 2] == '-' && char.IsWhiteSpace(text[open + 3]);
            nodes.Add(new TextNode(trimsThis ? plain.TrimEnd() : plain));
            if (open < 0)
            {
                _at = text.Length;
                _depth--;
                return (new TemplateBlock(nodes), null);
            }

            ReadAction(open + (trimsThis ? 3 : 2));
            if (Current.Kind == TokenKind.Identifier && Current.Text is "else" or "end")
            {
                _depth--;
                return (new TemplateBlock(nodes), Current.Text);
            }

            if (Current.Kind != TokenKind.End)
            {
                nodes.Add(ReadNode());
            }
        }
    }

    /// <summary>Divides the action that begins here into tokens; a comment has none.</summary>
    private void ReadAction(int start)
    {
        var end = EndOf(start);
        var content = text[start..end];
        _trimsNext = content.EndsWith('-') && content.Length > 1 && char.IsWhiteSpace(content[^2]);
        content = _trimsNext ? content[..^1] : content;
        _at = end + 2;
        _token = 0;
        try
        {
            _action = TemplateLexer.Read(content);
        }
        catch (AlloyException mistake)
        {
            throw Mistake(mistake.Message);
        }
    }

    // Braces in a text do not end the action.
    private int EndOf(int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is '"' or '`')
            {
                var quote = text[i++];
                while (i < text.Length && text[i] != quote)
                {
                    i += quote == '"' && text[i] == '\\' ? 2 : 1;
                }
            }
            else if (text.AsSpan(i).StartsWith("}}"))
            {
                return i;
            }
        }

        throw Mistake("{{ has no }}");
    }

    private TemplateNode ReadNode()
    {
        if (Current.Kind == TokenKind.Identifier)
        {
            switch (Current.Text)
            {
                case "if":
                    return ReadChoice(isWith: false);
                case "with":
                    return ReadChoice(isWith: true);
                case "range" or "define" or "template" or "block" or "break" or "continue":
                    throw Mistake($"this stand-in for Alloy does not support {{{{ {Current.Text} }}}}");
            }
        }

        string? variable = null;
        if (Current.Kind == TokenKind.Variable && _action[_token + 1] is { Kind: TokenKind.Symbol, Text: "=" or ":=" })
        {
            variable = Current.Text;
            _variables.Add(variable);
            _token += 2;
        }

        var value = ReadPipeline();
        return new ValueNode(ExpectEnd(value), variable);
    }

    private ChoiceNode ReadChoice(bool isWith)
    {
        _token++;
        var condition = ExpectEnd(ReadPipeline());
        var (then, end) = ReadBlock();
        if (end is null)
        {
            throw Mistake("{{ if }} or {{ with }} without its end");
        }

        return new ChoiceNode(condition, isWith, then, end == "else" ? ReadElse() : null);
    }

    private TemplateNode ReadElse()
    {
        _token++;
        if (Current.Kind == TokenKind.Identifier && Current.Text is "if" or "with")
        {
            // The chain's one end is that of the last of them.
            return ReadChoice(Current.Text == "with");
        }

        if (Current.Kind != TokenKind.End)
        {
            throw Mistake($"{{{{ else {Current} }}}}");
        }

        var (block, end) = ReadBlock();
        return end == "end" ? block : throw Mistake("{{ else }} without its end");
    }

    private TemplateValue ExpectEnd(TemplateValue value) =>
        Current.Kind == TokenKind.End ? value : throw Mistake($"{Current} is not understood");

    // a | f b | g: the value of each is the last argument of the next.
    private TemplateValue ReadPipeline()
    {
        var value = ReadCommand(null);
        while (Current.Is("|"))
        {
            _token++;
            value = ReadCommand(value);
        }

        return value;
    }

    private TemplateValue ReadCommand(TemplateValue? last)
    {
        if (Current.Kind == TokenKind.Identifier && Current.Text is not ("true" or "false" or "nil"))
        {
            var name = Current.Text;
            if (!TemplateFunctions.Has(name))
            {
                throw Mistake($"this stand-in for Alloy does not support the function {name}");
            }

            _token++;
            var arguments = new List<TemplateValue>();
            while (Current.Kind != TokenKind.End && !Current.Is("|") && !Current.Is(")"))
            {
                arguments.Add(ReadOperand());
            }

            return TemplateFunctions.Call(name, last is null ? arguments : [.. arguments, last]);
        }

        return last is null ? ReadOperand() : throw Mistake($"{Current} is no function");
    }

    private TemplateValue ReadOperand()
    {
        var token = Current;
        _token++;
        switch (token.Kind)
        {
            case TokenKind.Variable:
                return ReadVariable(token.Text);
            case TokenKind.Text:
                return _ => token.Text;
            case TokenKind.Number:
                var number = double.Parse(token.Text, CultureInfo.InvariantCulture);
                return _ => number;
            case TokenKind.Identifier when token.Text is "true" or "false":
                return _ => token.Text == "true";
            case TokenKind.Identifier when token.Text == "nil":
                return _ => null;
            case TokenKind.Identifier when TemplateFunctions.Has(token.Text):
                return TemplateFunctions.Call(token.Text, []);
            case TokenKind.Symbol when token.Text == ".":
                return ReadField();
            case TokenKind.Symbol when token.Text == "(":
                var value = ReadPipeline();
                _token += Current.Is(")") ? 1 : throw Mistake("( has no )");
                return value;
        }

        throw Mistake($"{token} is not understood");
    }

    private TemplateValue ReadField()
    {
        if (Current.Kind != TokenKind.Identifier)
        {
            return scope => scope.Dot;
        }

        var name = Current.Text;
        _token++;
        return Current.Is(".") && _action[_token + 1].Kind == TokenKind.Identifier
            ? throw Mistake($"this stand-in for Alloy does not support .{name}.{_action[_token + 1].Text}")
            : scope => scope.Field(name);
    }

    private TemplateValue ReadVariable(string name)
    {
        if (name.Length == 0 && Current.Is(".") && _action[_token + 1].Kind == TokenKind.Identifier)
        {
            var field = _action[_token + 1].Text;
            _token += 2;
            return scope => scope.RootField(field);
        }

        return _variables.Contains(name) ? scope => scope[name] : throw Mistake($"there is no variable ${name}");
    }

    private ArgumentException Mistake(string what) => new($"'{text}': {what}");
}
