using System.Reflection;
using Xunit.v3;

[assembly: Observability.E2E.Evidence.KeepEvidence]

namespace Observability.E2E.Evidence;

/// <summary>
/// Keeps, of every test that fails, what the stacks that ran have to say: <c>artifacts/e2e/&lt;test&gt;/</c> has the log of every resource,
/// the history of states and probes, and where a browser was used, its trace, video and last page.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class KeepEvidenceAttribute : BeforeAfterTestAttribute
{
    /// <inheritdoc />
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            // What a folder is called depends on the test; the rest must not wait for the test's own threads.
            var folder = Repository.EvidenceFolder();
            Task.Run(() => EvidenceSources.WriteAsync(folder)).GetAwaiter().GetResult();
        }
    }
}
