using Aspire.Hosting;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Tests.Validation;

public class StackValidationTests
{
    [Fact]
    public async Task ValidateAsync_ProblemsOfSeveralChecks_AreOneListInOrder()
    {
        var validation = new StackValidation(
        [
            new FixedCheck(new Problem("b", "Field", "is wrong", "Mend it.")),
            new FixedCheck(),
            new FixedCheck(new Problem("a", "Field", "is wrong", "Mend it."), new Problem("b", "Field", "is wrong", "Mend it.")),
        ]);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => validation.ValidateAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            ["a: Field: is wrong. Mend it.", "b: Field: is wrong. Mend it."],
            error.Message.Split(Environment.NewLine));
    }

    private sealed class FixedCheck(params Problem[] problems) : IStackCheck
    {
        public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Problem>>(problems);
    }
}
