using FsCheck;
using FsCheck.Fluent;
using Observability.LogQL.Evaluation.Metrics;

namespace Observability.LogQL.Tests.Evaluation;

/// <summary>The steps of a time, against the definition: those whose range, from behind its begin to its end, has the time in it.</summary>
public sealed class StepWindowTests
{
    [Fact]
    public void MoveTo_TimesInOrder_FindsTheStepsThatHaveThem()
    {
        var cases = from start in Gen.Choose(-20, 20)
                    from step in Gen.Choose(0, 7)
                    from count in Gen.Choose(1, 6)
                    from interval in Gen.Choose(1, 12)
                    from offset in Gen.Choose(-6, 6)
                    select (start, step, count: step == 0 ? 1 : count, interval, offset);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(cases), values =>
        {
            var steps = new StepTimes(values.start, values.step, values.count);
            var window = new StepWindow(steps, values.interval, values.offset);
            for (long time = -60; time < 80; time++)
            {
                window.MoveTo(time);
                var expected = Enumerable.Range(0, steps.Count).Where(
                    step => time <= steps[step] - values.offset && time > steps[step] - values.offset - values.interval).ToList();
                var found = window.First <= window.Last ? Enumerable.Range(window.First, window.Last - window.First + 1).ToList() : [];
                if (!expected.SequenceEqual(found) || time > window.UpTo)
                {
                    return false;
                }
            }

            return true;
        }));
    }
}
