using System.Text.RegularExpressions;

namespace Observability.StandIns.Shipper.Stages;

/// <summary>
/// The stage <c>multiline</c>: joins to a line that begins an entry those that follow it in the same stream, until the next one that
/// begins an entry, or there are too many, or nothing has come for a while.
/// </summary>
/// <param name="firstLine">Finds a line that begins an entry.</param>
/// <param name="mostLines">Lines that an entry has at most.</param>
/// <param name="longestWait">How long an entry waits for its next line.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class MultilineStage(Regex firstLine, int mostLines, TimeSpan longestWait, TimeProvider clock) : IHoldingStage
{
    private readonly Dictionary<string, Block> _blocks = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public bool Holds => true;

    /// <inheritdoc />
    public void Process(LogEntry entry, List<LogEntry> output)
    {
        var stream = LabelText.Write(entry.Labels);
        var block = _blocks.GetValueOrDefault(stream);
        if (firstLine.IsMatch(entry.Line))
        {
            Emit(stream, block, output);
            entry.Origin.Expect();
            entry.Joined.Add(entry.Origin);
            _blocks[stream] = block = new Block(entry, clock.GetTimestamp());
        }
        else if (block is null)
        {
            // Nothing that it could belong to.
            output.Add(entry);
            return;
        }
        else
        {
            block.Join(entry, clock.GetTimestamp());
        }

        if (block.Lines >= mostLines)
        {
            Emit(stream, block, output);
        }
    }

    /// <inheritdoc />
    public void Flush(List<LogEntry> output, bool all)
    {
        foreach (var (stream, block) in _blocks.ToList())
        {
            if (all || clock.GetElapsedTime(block.LastSeen) >= longestWait)
            {
                Emit(stream, block, output);
            }
        }
    }

    private void Emit(string stream, Block? block, List<LogEntry> output)
    {
        if (block is not null)
        {
            _blocks.Remove(stream);
            block.End();
            output.Add(block.First);
        }
    }

    private sealed class Block(LogEntry first, long seen)
    {
        private readonly List<string> _lines = [first.Line];

        public LogEntry First { get; } = first;

        public long LastSeen { get; private set; } = seen;

        public int Lines => _lines.Count;

        public void Join(LogEntry entry, long now)
        {
            _lines.Add(entry.Line);
            entry.Origin.Expect();
            First.Joined.Add(entry.Origin);
            LastSeen = now;
        }

        public void End() => First.Line = string.Join('\n', _lines);
    }
}
