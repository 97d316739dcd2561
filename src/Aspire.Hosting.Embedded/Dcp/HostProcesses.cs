using System.Diagnostics;
using System.Text;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>The real <see cref="IHostProcesses"/>.</summary>
internal sealed class HostProcesses : IHostProcesses
{
    private static readonly Lazy<string?> s_setsid = new(() => FindOnPath("setsid"));

    /// <inheritdoc />
    public IHostProcess Start(HostProcessSpec spec) => new HostProcess(StartInfo(spec), spec);

    /// <inheritdoc />
    public async Task<HostProcessOutcome> RunAsync(HostProcessSpec spec, TimeSpan timeout, CancellationToken cancellationToken)
    {
        StringBuilder output = new(), error = new();
        var gathering = spec with
        {
            OutputLine = line => Append(output, line, spec.OutputLine),
            ErrorLine = line => Append(error, line, spec.ErrorLine),
        };
        await using var process = new HostProcess(StartInfo(gathering), gathering);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await process.Exited.WaitAsync(limit.Token).ConfigureAwait(false);
            // A grandchild may hold the pipes open after the program itself ended, hence the limit here too.
            await process.Drained.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            cancellationToken.ThrowIfCancellationRequested();
            return new HostProcessOutcome(-1, Text(output), Text(error), TimedOut: true);
        }

        return new HostProcessOutcome(await process.Exited.ConfigureAwait(false), Text(output), Text(error));
    }

    /// <summary>Returns the full path of an executable file on PATH, or null.</summary>
    public static string? FindOnPath(string name)
    {
        foreach (var directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.Combine(directory, name);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static ProcessStartInfo StartInfo(HostProcessSpec spec)
    {
        string[] command = [.. Wrapper(spec), spec.FileName, .. spec.Arguments];
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = spec.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in spec.Environment)
        {
            if (value is null)
            {
                info.Environment.Remove(name);
            }
            else
            {
                info.Environment[name] = value;
            }
        }

        return info;
    }

    // Both end in an exec in place (a fresh child is never a group leader, so setsid need not fork), so the id stays that
    // of the program.
    private static IEnumerable<string> Wrapper(HostProcessSpec spec)
    {
        if (spec.OwnSession && s_setsid.Value is { } setsid)
        {
            yield return setsid;
        }

        if (spec.OutputFile is { } file)
        {
            yield return "/bin/sh";
            yield return "-c";
            yield return """exec "$@" >"$0" 2>&1""";
            yield return file;
        }
    }

    private static void Append(StringBuilder text, string line, Action<string>? also)
    {
        lock (text)
        {
            text.Append(line).Append('\n');
        }

        also?.Invoke(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
