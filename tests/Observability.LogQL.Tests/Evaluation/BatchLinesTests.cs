using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Observability.LogQL.Evaluation;
using Observability.LogQL.Source;

namespace Observability.LogQL.Tests.Evaluation;

/// <summary>
/// The search of a whole batch, against a search line by line: also where a text begins in one line and ends in the next.
/// </summary>
public sealed class BatchLinesTests
{
    [Fact]
    public void MoveNext_AnyLines_FindsThoseThatContainTheText()
    {
        var line = from length in Gen.Choose(0, 4)
                   from characters in Gen.ArrayOf(Gen.Elements('a', 'b'), length)
                   select new string(characters);
        var cases = from count in Gen.Choose(0, 8)
                    from lines in Gen.ArrayOf(line, count)
                    from text in line
                    from start in Gen.Choose(0, 8)
                    from end in Gen.Choose(0, 9)
                    from isForward in Gen.Elements(true, false)
                    select (lines, text, start, end, isForward);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(cases), values =>
        {
            var batch = LogBatch.Create([.. values.lines.Select((text, index) => new LogEntry(index, Encoding.UTF8.GetBytes(text)))]);
            var inRange = Enumerable.Range(0, values.lines.Length).Where(index => index >= values.start && index < values.end).ToList();
            var expected = inRange
                .Where(index => values.lines[index].Contains(values.text, StringComparison.Ordinal));
            var lines = new BatchLines(
                batch, values.start, values.end, values.isForward
                    ? LogDirection.Forward
                    : LogDirection.Backward, Encoding.UTF8.GetBytes(values.text));
            var found = new List<int>();
            while (lines.MoveNext())
            {
                found.Add(lines.Current);
            }

            return found.SequenceEqual(values.isForward ? expected : expected.Reverse())
                && lines.Passed == inRange.Count
                && lines.PassedBytes == inRange.Sum(index => values.lines[index].Length);
        }));
    }
}
