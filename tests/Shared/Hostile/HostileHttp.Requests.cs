using System.Text;

namespace Observability.Tests.Hostile;

/// <summary>Requests that are not what they seem: paths that lead out, messages of two lengths, headers that end early.</summary>
internal sealed partial class HostileHttp
{
    private const string Evil = "evil.example";
    private const string Smuggled = "/smuggled-request";

    // Closed without a word is as good as 400.
    private static readonly int[] s_malformed = [0, 400, 501, 505];

    private async Task TraversalAsync()
    {
        string[] ways =
        [
            "/../../../../etc/passwd", "/..%2f..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/....//....//etc/passwd",
            "/..%5c..%5c..%5cetc%5cpasswd", "/..\\..\\..\\etc\\passwd", "/%252e%252e/%252e%252e/etc/passwd", "/%c0%ae%c0%ae/etc/passwd",
            "/etc/passwd%00.html", "//etc/passwd", "/proc/self/environ", "/file:///etc/passwd",
        ];
        foreach (var route in _target.Routes.Select(route => route.Split('?')[0].TrimEnd('/')).Append(string.Empty).Distinct())
        {
            foreach (var way in ways)
            {
                var answer = await _http.AskAsync("GET", route + way);
                if (answer.Body.Contains("root:", StringComparison.Ordinal) || answer.Body.Contains("PATH=", StringComparison.Ordinal))
                {
                    Report($"GET {route}{way} shows a file of the machine");
                }
            }
        }
    }

    // Both lengths, two lengths, lengths and encodings that are none: whoever stands before the service may read them differently.
    private async Task SmugglingAsync()
    {
        var path = _target.BodyRoutes.Count > 0 ? _target.BodyRoutes[0].Path : _target.Routes[0];
        var inner = $"GET {Smuggled} HTTP/1.1\r\nHost: {_target.Address.Authority}\r\n\r\n";
        (string What, string Headers, string Body)[] messages =
        [
            ("Content-Length and Transfer-Encoding", $"Content-Length: {5 + inner.Length}\r\nTransfer-Encoding: chunked\r\n", $"0\r\n\r\n{inner}"),
            ("Transfer-Encoding and Content-Length", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", $"0\r\n\r\n{inner}"),
            ("two Content-Length", $"Content-Length: 0\r\nContent-Length: {inner.Length}\r\n", inner),
            ("a list as Content-Length", $"Content-Length: 0, {inner.Length}\r\n", inner),
            ("a negative Content-Length", "Content-Length: -1\r\n", inner),
            ("a hexadecimal Content-Length", "Content-Length: 0x0\r\n", inner),
            ("a huge Content-Length", "Content-Length: 99999999999999999999999\r\n", inner),
            ("an unknown Transfer-Encoding", "Transfer-Encoding: xchunked\r\n", $"0\r\n\r\n{inner}"),
            ("chunked not last", "Transfer-Encoding: chunked, identity\r\n", $"0\r\n\r\n{inner}"),
            ("a space before the colon", "Transfer-Encoding : chunked\r\nContent-Length: 0\r\n", $"0\r\n\r\n{inner}"),
            ("a tab after the name", "Content-Length\t: 0\r\n", inner),
            ("a chunk size that is none", "Transfer-Encoding: chunked\r\n", $"zz\r\n\r\n{inner}"),
            ("a chunk size beyond all numbers", "Transfer-Encoding: chunked\r\n", $"FFFFFFFFFFFFFFFFF\r\n{inner}"),
            ("a chunk extension with a bare LF", "Transfer-Encoding: chunked\r\n", $"1;x\nA\r\n0\r\n\r\n{inner}"),
            ("a chunk that does not end", "Transfer-Encoding: chunked\r\n", $"1\r\nAB\r\n0\r\n\r\n{inner}"),
        ];
        foreach (var (what, headers, body) in messages)
        {
            // Without "Connection: close", so that a second request would be answered.
            var answers = await _http.SayAsync($"POST {path} HTTP/1.1\r\nHost: {_target.Address.Authority}\r\n{headers}\r\n{body}");
            if (answers.Count > 1)
            {
                Report($"{what}: the smuggled request is answered with {answers[1]}");
            }
        }
    }

    private async Task FramingAsync()
    {
        var route = _target.Routes[0];
        var host = $"Host: {_target.Address.Authority}";
        (string What, string Text)[] messages =
        [
            ("bare LF", $"GET {route} HTTP/1.1\n{host}\n\n"),
            ("a folded header", $"GET {route} HTTP/1.1\r\n{host}\r\nX-A: one\r\n two\r\n\r\n"),
            ("a header without a name", $"GET {route} HTTP/1.1\r\n{host}\r\n: value\r\n\r\n"),
            ("a header without a colon", $"GET {route} HTTP/1.1\r\n{host}\r\nnonsense\r\n\r\n"),
            ("a NUL in a header", $"GET {route} HTTP/1.1\r\n{host}\r\nX-A: a\0b\r\n\r\n"),
            ("a bare CR in a header", $"GET {route} HTTP/1.1\r\n{host}\r\nX-A: a\rX-B: b\r\n\r\n"),
            ("no host", $"GET {route} HTTP/1.1\r\n\r\n"),
            ("two hosts", $"GET {route} HTTP/1.1\r\n{host}\r\nHost: {Evil}\r\n\r\n"),
            ("a host that is none", $"GET {route} HTTP/1.1\r\nHost: a b/\\c\r\n\r\n"),
            ("an unknown version", $"GET {route} HTTP/3.7\r\n{host}\r\n\r\n"),
            ("no version", $"GET {route}\r\n{host}\r\n\r\n"),
            ("a space in the target", $"GET {route} x HTTP/1.1\r\n{host}\r\n\r\n"),
            ("an absolute target of another host", $"GET http://{Evil}{route} HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"),
        ];
        foreach (var (what, text) in messages)
        {
            var answers = await _http.SayAsync(text);
            Expect(what, answers.Count > 0 ? answers[0] : new RawAnswer(0, "closed", string.Empty), s_malformed);
        }

        // An open proxy would answer 200 or 502.
        var tunnel = await _http.SayAsync($"CONNECT {Evil}:443 HTTP/1.1\r\nHost: {Evil}:443\r\nConnection: close\r\n\r\n");
        Expect("CONNECT", tunnel.Count > 0 ? tunnel[0] : new RawAnswer(0, "closed", string.Empty), [0, 400, 401, 404, 405, 501]);
    }

    private async Task HeaderInjectionAsync()
    {
        const string Injected = "%0d%0aX-Injected:%20yes%0d%0aSet-Cookie:%20a=b";
        foreach (var route in _target.Routes)
        {
            foreach (var path in new[] { $"{route}{(route.Contains('?', StringComparison.Ordinal) ? '&' : '?')}x={Injected}", $"{route.Split('?')[0]}/{Injected}" })
            {
                var answer = await _http.AskAsync("GET", path, $"X-Request-Id: a{Injected}\r\n");
                if (answer.Values("X-Injected").Count > 0 || answer.Values("Set-Cookie").Contains("a=b", StringComparer.Ordinal))
                {
                    Report($"GET {path} sets a header");
                }
            }
        }
    }

    private async Task HostHeaderAsync()
    {
        foreach (var route in _target.Routes)
        {
            var head = $"GET {route} HTTP/1.1\r\n";
            var rest = $"X-Forwarded-Host: {Evil}\r\nX-Forwarded-Proto: https\r\nForwarded: host={Evil};proto=https\r\nX-Original-URL: /admin\r\nConnection: close\r\n\r\n";
            foreach (var host in _target.HostRoutes.Contains(route) ? [_target.Address.Authority] : new[] { Evil, _target.Address.Authority })
            {
                foreach (var answer in await _http.SayAsync($"{head}Host: {host}\r\n{rest}"))
                {
                    if (answer.Head.Contains(Evil, StringComparison.Ordinal) || answer.Body.Contains(Evil, StringComparison.Ordinal))
                    {
                        Report($"GET {route} repeats a host name that it was told: {answer}");
                    }
                }
            }
        }
    }

    private async Task OpenRedirectAsync()
    {
        string[] targets = [$"//{Evil}/%2f..", $"/\\{Evil}", $"/%5c{Evil}", $"/%09/{Evil}", $"///{Evil}", $"/?url=https://{Evil}"];
        string[] names = ["url", "returnUrl", "ReturnUrl", "redirect", "redirect_uri", "next", "continue", "orgUrl"];
        var query = string.Join('&', names.Select(name => $"{name}=https%3A%2F%2F{Evil}%2F"));
        foreach (var path in _target.Routes.Select(route => $"{route.Split('?')[0]}?{query}").Concat(targets))
        {
            var answer = await _http.AskAsync("GET", path);
            if (answer.Values("Location").FirstOrDefault(location => LeadsAway(location)) is { } location)
            {
                Report($"GET {path} leads to {location}");
            }
        }
    }

    private static bool LeadsAway(string location) =>
        Uri.TryCreate(new Uri("http://here.invalid/"), location.Replace('\\', '/'), out var uri) && uri.Host == Evil;

    private async Task MethodsAsync()
    {
        const string Echo = "echo-of-the-canary";
        int[] refused = [0, 400, 401, 403, 404, 405, 501];
        foreach (var route in _target.Routes)
        {
            foreach (var method in new[] { "TRACE", "TRACK", "DEBUG", "PROPFIND", "FOO", new string('A', 300) })
            {
                var answer = await _http.AskAsync(method, route, $"X-Echo: {Echo}\r\n");
                Expect($"{method[..Math.Min(8, method.Length)]} {route}", answer, refused);
                if (answer.Body.Contains(Echo, StringComparison.Ordinal))
                {
                    Report($"{method} {route} echoes the request");
                }
            }

            var plain = await _http.AskAsync("POST", route, "Content-Length: 0\r\n");
            foreach (var header in new[] { "X-HTTP-Method-Override: GET", "X-HTTP-Method: GET", "X-Method-Override: GET" })
            {
                Expect($"POST {route} with {header}", await _http.AskAsync("POST", route, $"{header}\r\nContent-Length: 0\r\n"), plain.Status);
            }
        }
    }

    // The same in every run: a fault that is found can be found again.
    private async Task NoiseAsync()
    {
        const int Seed = 20261126;
        const int Connections = 60;
        var random = new Random(Seed);
        var seed = Encoding.Latin1.GetBytes(_http.Request("POST", _target.Routes[0], "Content-Type: application/json\r\nContent-Length: 12\r\n", "{\"a\":[1,2]}\n"));
        for (var i = 0; i < Connections; i++)
        {
            var bytes = i % 3 == 0 ? new byte[random.Next(1, 2000)] : (byte[])seed.Clone();
            if (i % 3 == 0)
            {
                random.NextBytes(bytes);
            }
            else
            {
                for (var change = random.Next(1, 6); change > 0; change--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }
            }

            using var client = await _http.ConnectAsync();
            var stream = client.GetStream();
            try
            {
                await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
                client.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
                patience.CancelAfter(RawHttp.Patience);
                var buffer = new byte[4096];
                while (await stream.ReadAsync(buffer, patience.Token) > 0)
                {
                }
            }
            catch (IOException)
            {
                // Reset: refused.
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                Report($"noise {i} (seed {Seed}) is neither answered nor closed");
            }
        }
    }
}
