using System.Globalization;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>
/// The part of the server's script language that reckons with numbers: <c>params.errors / params.all * 100</c>, with parentheses,
/// <c>+ - * / %</c> and a few functions of <c>Math</c>.
/// </summary>
internal sealed class ArithmeticExpression
{
    private const int LongestText = 1000;
    private const int Deepest = 50;
    private readonly string _text;
    private readonly Func<IReadOnlyDictionary<string, double>, double> _evaluate;
    private int _at;

    private ArithmeticExpression(string text)
    {
        _text = text.Trim().TrimEnd(';');
        if (_text.StartsWith("return ", StringComparison.Ordinal))
        {
            _at = "return ".Length;
        }

        _evaluate = ParseSum(0);
        SkipSpace();
        if (_at < _text.Length)
        {
            throw NotSupported();
        }
    }

    /// <summary>Parses an expression.</summary>
    /// <exception cref="ApiException">It is not supported.</exception>
    public static ArithmeticExpression Parse(string text) => text.Length <= LongestText
        ? new ArithmeticExpression(text)
        : throw ApiErrors.NotSupported($"scripts of more than {LongestText} characters");

    /// <summary>Its value.</summary>
    /// <exception cref="ApiException">A parameter is missing.</exception>
    public double Evaluate(IReadOnlyDictionary<string, double> parameters) => _evaluate(parameters);

    private Func<IReadOnlyDictionary<string, double>, double> ParseSum(int depth)
    {
        var left = ParseProduct(depth);
        while (true)
        {
            var operation = Peek();
            if (operation is not ('+' or '-'))
            {
                return left;
            }

            _at++;
            var (first, second) = (left, ParseProduct(depth));
            left = operation == '+' ? values => first(values) + second(values) : values => first(values) - second(values);
        }
    }

    private Func<IReadOnlyDictionary<string, double>, double> ParseProduct(int depth)
    {
        var left = ParseUnary(depth);
        while (true)
        {
            var operation = Peek();
            if (operation is not ('*' or '/' or '%'))
            {
                return left;
            }

            _at++;
            var (first, second) = (left, ParseUnary(depth));
            left = operation switch
            {
                '*' => values => first(values) * second(values),
                '/' => values => first(values) / second(values),
                _ => values => first(values) % second(values),
            };
        }
    }

    private Func<IReadOnlyDictionary<string, double>, double> ParseUnary(int depth)
    {
        if (depth > Deepest)
        {
            throw NotSupported();
        }

        switch (Peek())
        {
            case '-':
                _at++;
                var negated = ParseUnary(depth + 1);
                return values => -negated(values);
            case '(':
                _at++;
                var inner = ParseSum(depth + 1);
                Expect(')');
                return inner;
            case >= '0' and <= '9' or '.':
                return ParseNumber();
            default:
                return ParseName(depth);
        }
    }

    private Func<IReadOnlyDictionary<string, double>, double> ParseNumber()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
        {
            _at++;
        }

        if (!double.TryParse(
            _text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            throw NotSupported();
        }

        _at += _at < _text.Length && _text[_at] is 'd' or 'D' or 'f' or 'F' or 'L' or 'l' ? 1 : 0;
        return _ => number;
    }

    private Func<IReadOnlyDictionary<string, double>, double> ParseName(int depth)
    {
        var name = ReadName();
        if (name == "Math")
        {
            return ParseFunction(depth);
        }

        if (name == "params")
        {
            if (Peek() == '[')
            {
                _at++;
                var quote = Peek();
                var end = quote is '\'' or '"' ? _text.IndexOf(quote, _at + 1) : -1;
                name = end < 0 ? throw NotSupported() : _text[(_at + 1)..end];
                _at = end + 1;
                Expect(']');
            }
            else
            {
                Expect('.');
                name = ReadName();
            }
        }

        return values => values.TryGetValue(name, out var value) ? value
            : throw ApiErrors.Shard("script_exception", $"runtime error: there is no variable [{name}] in [{_text}]");
    }

    private Func<IReadOnlyDictionary<string, double>, double> ParseFunction(int depth)
    {
        Expect('.');
        var name = ReadName();
        Expect('(');
        var first = ParseSum(depth + 1);
        Func<IReadOnlyDictionary<string, double>, double>? second = null;
        if (Peek() == ',')
        {
            _at++;
            second = ParseSum(depth + 1);
        }

        Expect(')');
        return (name, second) switch
        {
            ("abs", null) => values => Math.Abs(first(values)),
            ("sqrt", null) => values => Math.Sqrt(first(values)),
            ("log", null) => values => Math.Log(first(values)),
            ("log10", null) => values => Math.Log10(first(values)),
            ("floor", null) => values => Math.Floor(first(values)),
            ("ceil", null) => values => Math.Ceiling(first(values)),
            ("round", null) => values => Math.Floor(first(values) + 0.5),
            ("max", not null) => values => Math.Max(first(values), second(values)),
            ("min", not null) => values => Math.Min(first(values), second(values)),
            ("pow", not null) => values => Math.Pow(first(values), second(values)),
            _ => throw NotSupported(),
        };
    }

    private string ReadName()
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        return _at > start && !char.IsAsciiDigit(_text[start]) ? _text[start.._at] : throw NotSupported();
    }

    private void Expect(char character)
    {
        if (Peek() != character)
        {
            throw NotSupported();
        }

        _at++;
    }

    private char Peek()
    {
        SkipSpace();
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private ApiException NotSupported() => ApiErrors.NotSupported(
        $"the script [{_text}]: only numbers, variables, + - * / % and a few functions of Math");
}
