using System.Text.RegularExpressions;

namespace Observability.Tests.Hostile;

/// <summary>What the answers say, and to whom.</summary>
internal sealed partial class HostileHttp
{
    //    at Observability.StandIns.Program.Main(String[] args)
    [GeneratedRegex(@"\n\s+at [\w.<>`]+\(")]
    private static partial Regex StackLine();

    private static readonly string[] s_pageHeaders = ["X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy"];

    private async Task GuardAsync()
    {
        if (_target.Authorization is not { } right)
        {
            return;
        }

        var scheme = right.Split(' ')[0];
        string?[] wrong =
        [
            null, "", scheme, $"{scheme} ", $"{scheme} wrong", $"{right}x", right[..^1], $"{right},{right}", right[(scheme.Length + 1)..],
            $"Basic {Convert.ToBase64String("admin:admin"u8)}", $"{scheme} {new string('a', 8000)}", "Bearer null", "Bearer eyJhbGciOiJub25lIn0.e30.",
        ];
        foreach (var route in _target.GuardedRoutes)
        {
            foreach (var value in wrong)
            {
                var header = value is null ? string.Empty : $"Authorization: {value}\r\n";
                var answers = await _http.SayAsync($"GET {route} HTTP/1.1\r\nHost: {_target.Address.Authority}\r\nConnection: close\r\n{header}\r\n");
                Expect($"GET {route} as '{value?[..Math.Min(value.Length, 30)]}'", answers.Count > 0 ? answers[0] : new RawAnswer(0, "closed", string.Empty), 401);
            }

            var inQuery = await _http.SayAsync(
                $"GET {route}?access_token={right[(scheme.Length + 1)..]} HTTP/1.1\r\nHost: {_target.Address.Authority}\r\nConnection: close\r\n\r\n");
            Expect($"GET {route} with the token in the query", inQuery.Count > 0 ? inQuery[0] : new RawAnswer(0, "closed", string.Empty), 401);
        }
    }

    // As a browser would, which may get a page where a program gets something else.
    private async Task LookAtPagesAsync()
    {
        foreach (var route in _target.Routes.Append("/no-such-page"))
        {
            await _http.AskAsync("GET", route, "Accept: text/html\r\n");
        }
    }

    private void LookAtAllAnswers()
    {
        foreach (var (request, answer) in _http.Seen)
        {
            var what = $"'{request.Split("\r\n")[0]}'";
            if (answer.Status >= 500 && answer.Status != 501 && answer.Status != 505)
            {
                Report($"{what}: {answer}");
            }

            if (answer.Values("Server").Count > 0 || answer.Values("X-Powered-By").Count > 0)
            {
                Report($"{what} says what serves it: {answer.Head}");
            }

            foreach (var cookie in answer.Values("Set-Cookie").Where(cookie => !IsGuarded(cookie)))
            {
                Report($"{what} sets a cookie that scripts or other sites can use: {cookie.Split('=')[0]}");
            }

            if (answer.IsPage)
            {
                LookAtPage(what, answer);
            }

            LookForSecrets(what, $"{answer.Head}\r\n{answer.Body}");
        }

        LookForSecrets("the log", _target.ReadLog());
    }

    private static bool IsGuarded(string cookie) =>
        cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase) && cookie.Contains("samesite=", StringComparison.OrdinalIgnoreCase);

    private void LookAtPage(string what, RawAnswer answer)
    {
        foreach (var header in s_pageHeaders.Where(header => answer.Values(header).Count == 0))
        {
            Report($"{what} is a page without {header}");
        }

        var policy = string.Join(';', answer.Values("Content-Security-Policy"));
        if (policy.Contains("unsafe-", StringComparison.Ordinal) || !policy.Contains("frame-ancestors", StringComparison.Ordinal))
        {
            Report($"{what} has a content security policy that is too weak: {policy}");
        }
    }

    private void LookForSecrets(string where, string text)
    {
        foreach (var secret in _target.Secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)))
        {
            Report($"{where} shows a secret that ends with {secret[^Math.Min(4, secret.Length)..]}");
        }

        if (StackLine().Match(text) is { Success: true } line)
        {
            Report($"{where} shows a stack trace: {text[Math.Max(0, line.Index - 600)..Math.Min(text.Length, line.Index + 300)]}");
        }
    }
}
