using System.Globalization;

namespace Aspire.Hosting.Embedded.Bundle;

/// <summary>
/// Shows how far a step is: on a terminal as a bar that is redrawn, <c>Fetching … [#####     ]  51 %</c>; elsewhere as a
/// line every ten per cent.
/// </summary>
internal sealed class FetchProgress : IProgress<double>, IDisposable
{
    private const int BarWidth = 30;
    private const int StepPercent = 10;

    private readonly TextWriter _writer;
    private readonly string _what;
    private readonly bool _isTerminal;
    private int _shown = -1;

    /// <summary>Begins to show a step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="what">What is being done.</param>
    /// <param name="isTerminal">Whether a line can be redrawn.</param>
    public FetchProgress(TextWriter writer, string what, bool isTerminal)
    {
        _writer = writer;
        _what = what;
        _isTerminal = isTerminal;
        Report(0);
    }

    /// <summary>Begins to show a step on standard error, which leaves standard output to the application.</summary>
    public static FetchProgress OnStandardError(string what) => new(Console.Error, what, !Console.IsErrorRedirected);

    /// <summary>Shows how much is done, 0 to 1; never goes back.</summary>
    public void Report(double value)
    {
        var percent = (int)(Math.Clamp(value, 0, 1) * 100);
        var shown = _isTerminal ? percent : percent / StepPercent * StepPercent;
        if (shown <= _shown)
        {
            return;
        }

        _shown = shown;
        if (_isTerminal)
        {
            var filled = shown * BarWidth / 100;
            _writer.Write(string.Create(
                CultureInfo.InvariantCulture, $"\r{_what} [{new string('#', filled)}{new string(' ', BarWidth - filled)}] {shown,3} %"));
        }
        else
        {
            _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_what}: {shown} %"));
        }

        _writer.Flush();
    }

    /// <summary>Ends the line of the bar.</summary>
    public void Dispose()
    {
        if (_isTerminal)
        {
            _writer.WriteLine();
        }
    }
}
