using Observability.LogQL.Text.Json;

namespace Observability.LogQL.Pipeline.Parsers;

/// <summary>Reads keys and values of logfmt: <c>level=info msg="all is well" took=3ms</c>.</summary>
internal ref struct LogfmtReader(ReadOnlyMemory<byte> line)
{
    private readonly ReadOnlyMemory<byte> _line = line;
    private readonly ReadOnlySpan<byte> _text = line.Span;
    private int _position;

    /// <summary>The key that was read last.</summary>
    public ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>Its value; empty where it has none.</summary>
    public ReadOnlyMemory<byte> Value { get; private set; }

    /// <summary>What was wrong with what was read last; null where nothing was.</summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// Reads on.
    /// </summary>
    /// <returns>
    /// False at the end. Otherwise a key was read, or there is a <see cref="Problem"/> and what it is part of was passed over.
    /// </returns>
    public bool Read()
    {
        Problem = null;
        Value = default;
        while (_position < _text.Length && _text[_position] <= ' ')
        {
            _position++;
        }

        if (_position >= _text.Length)
        {
            return false;
        }

        var start = _position;
        while (_position < _text.Length && _text[_position] is > (byte)' ' and not ((byte)'=' or (byte)'"'))
        {
            _position++;
        }

        Key = _text[start.._position];
        if (_position >= _text.Length || _text[_position] <= ' ')
        {
            return true;
        }

        if (_text[_position] == '"' || Key.IsEmpty)
        {
            Skip($"unexpected '{(char)_text[_position]}'");
            return true;
        }

        _position++;
        ReadValue();
        return true;
    }

    private void ReadValue()
    {
        if (_position >= _text.Length || _text[_position] <= ' ')
        {
            return;
        }

        if (_text[_position] == '"')
        {
            ReadQuoted();
            return;
        }

        var start = _position;
        while (_position < _text.Length && _text[_position] > ' ')
        {
            if (_text[_position] is (byte)'=' or (byte)'"')
            {
                Skip($"unexpected '{(char)_text[_position]}'");
                return;
            }

            _position++;
        }

        Value = _line[start.._position];
    }

    private void ReadQuoted()
    {
        var start = ++_position;
        var hasEscapes = false;
        while (_text[_position..].IndexOfAny((byte)'"', (byte)'\\') is var at and >= 0)
        {
            _position += at;
            if (_text[_position] == '"')
            {
                var raw = _line[start.._position++];
                Value = hasEscapes ? JsonCursor.Unescape(raw.Span) : raw;
                Problem = hasEscapes && Value.IsEmpty && !raw.IsEmpty ? Describe("invalid quoted value") : null;
                return;
            }

            hasEscapes = true;
            _position = Math.Min(_position + 2, _text.Length);
        }

        _position = _text.Length;
        Problem = Describe("unterminated quoted value");
    }

    private void Skip(string problem)
    {
        Problem = Describe(problem);
        while (_position < _text.Length && _text[_position] > ' ')
        {
            _position++;
        }
    }

    private readonly string Describe(string problem) =>
        FormattableString.Invariant($"logfmt syntax error at pos {_position + 1} : {problem}");
}
