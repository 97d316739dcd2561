using System.Globalization;

namespace Observability.Tests.Hostile;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">Status; 0 where the text is no answer.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">What followed, chunk sizes included.</param>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    /// <summary>The values of a header.</summary>
    public IReadOnlyList<string> Values(string name) =>
    [
        .. Head.Split("\r\n").Skip(1)
            .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim()),
    ];

    /// <summary>True where a browser would show it as a page.</summary>
    public bool IsPage => Values("Content-Type").Any(type => type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => $"{Head.Split("\r\n")[0]} {Body[..Math.Min(Body.Length, 100)].ReplaceLineEndings(" ")}";

    /// <summary>Divides what a connection has said into answers; bodies are not looked into but for their length.</summary>
    public static IReadOnlyList<RawAnswer> ParseAll(string text)
    {
        var answers = new List<RawAnswer>();
        while (text.StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var head = end < 0 ? text : text[..end];
            var rest = end < 0 ? string.Empty : text[(end + 4)..];
            var answer = new RawAnswer(
                head.Length >= 12 && int.TryParse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0, head, rest);
            var length = answer.BodyLength(rest);
            answers.Add(answer with { Body = rest[..length] });
            text = rest[length..];
        }

        return answers;
    }

    private int BodyLength(string rest)
    {
        if (Status is >= 100 and < 200 or 204 or 304)
        {
            return 0;
        }

        if (Values("Content-Length") is [var text, ..] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return Math.Min(length, rest.Length);
        }

        var last = Values("Transfer-Encoding").Count > 0 ? rest.IndexOf("0\r\n\r\n", StringComparison.Ordinal) : -1;
        return last < 0 ? rest.Length : last + 5;
    }
}
