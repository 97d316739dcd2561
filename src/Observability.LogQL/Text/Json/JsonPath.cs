using System.Globalization;
using System.Text;

namespace Observability.LogQL.Text.Json;

/// <summary>Where in JSON a value is: <c>request.headers["User-Agent"]</c>, <c>servers[0]</c>.</summary>
internal sealed class JsonPath
{
    // A key, or the number of an item in four bytes.
    private readonly List<(byte[]? Key, int Index)> _steps = [];

    /// <summary>Parses a path.</summary>
    /// <exception cref="LogQLException">It is none.</exception>
    public JsonPath(string expression)
    {
        var position = 0;
        while (position < expression.Length)
        {
            if (expression[position] == '[')
            {
                position = ReadBracket(expression, position);
                continue;
            }

            if (expression[position] == '.' && _steps.Count > 0)
            {
                position++;
            }
            else if (_steps.Count > 0)
            {
                throw Refuse(expression);
            }

            var start = position;
            while (position < expression.Length && (char.IsLetterOrDigit(expression[position]) || expression[position] is '_' or '-'))
            {
                position++;
            }

            if (position == start || char.IsDigit(expression[start]))
            {
                throw Refuse(expression);
            }

            _steps.Add((Encoding.UTF8.GetBytes(expression[start..position]), 0));
        }

        if (_steps.Count == 0)
        {
            throw Refuse(expression);
        }
    }

    /// <summary>Finds the value in a text of JSON.</summary>
    public bool TryFind(ReadOnlySpan<byte> text, out JsonValue value)
    {
        var cursor = new JsonCursor(text);
        value = default;
        foreach (var (key, index) in _steps)
        {
            if (!(key is null ? TryEnterItem(ref cursor, index) : TryEnterMember(ref cursor, text, key)))
            {
                return false;
            }
        }

        return cursor.TryReadValue(out value);
    }

    private static bool TryEnterMember(ref JsonCursor cursor, ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted)
    {
        if (!cursor.TryTake('{'))
        {
            return false;
        }

        do
        {
            if (!cursor.TryReadKey(out var key))
            {
                return false;
            }

            var raw = text.Slice(key.Start, key.Length);
            if (key.HasEscapes ? JsonCursor.Unescape(raw).AsSpan().SequenceEqual(wanted) : raw.SequenceEqual(wanted))
            {
                return true;
            }
        }
        while (cursor.TryReadValue(out _) && cursor.TryTake(','));

        return false;
    }

    private static bool TryEnterItem(ref JsonCursor cursor, int index)
    {
        if (!cursor.TryTake('[') || cursor.TryTake(']'))
        {
            return false;
        }

        for (var i = 0; i < index; i++)
        {
            if (!cursor.TryReadValue(out _) || !cursor.TryTake(','))
            {
                return false;
            }
        }

        return true;
    }

    // [0] or ["a key"]
    private int ReadBracket(string expression, int position)
    {
        var start = position + 1;
        if (start < expression.Length && expression[start] == '"')
        {
            var end = GoText.FindEnd(expression, start);
            if (end < 0 || end >= expression.Length || expression[end] != ']')
            {
                throw Refuse(expression);
            }

            _steps.Add((Encoding.UTF8.GetBytes(GoText.Unquote(expression[start..end]) ?? throw Refuse(expression)), 0));
            return end + 1;
        }

        var close = expression.IndexOf(']', start);
        if (close < 0
            || !int.TryParse(expression.AsSpan(start, close - start), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            throw Refuse(expression);
        }

        _steps.Add((null, index));
        return close + 1;
    }

    private static LogQLException Refuse(string expression) => new($"cannot parse expression [{expression}]");
}
