using System.Diagnostics;

namespace Observability.Hosting.Backends;

/// <summary>Starts programs as child processes and waits for them.</summary>
internal sealed class ToolRunner : IToolRunner
{
    /// <inheritdoc />
    public ToolResult Run(string path, IReadOnlyList<string> arguments, TimeSpan timeout)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(path, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var output = new List<string>();
        var errors = new List<string>();
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(errors, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(timeout))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{path} {string.Join(' ', arguments)}' did not end within {timeout.TotalSeconds:0} s.");
        }

        // The overload without a time also waits until both streams are read to their end.
        process.WaitForExit();
        return new ToolResult(process.ExitCode, string.Join('\n', output.Concat(errors)));
    }

    private static void Add(List<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Add(line);
        }
    }
}
