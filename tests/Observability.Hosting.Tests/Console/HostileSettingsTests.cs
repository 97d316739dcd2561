using Aspire.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Observability.Hosting.Console;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Tests.Console;

/// <summary>A setting that is wrong is a mistake that names it, whatever stands there, before anything starts.</summary>
public sealed class HostileSettingsTests
{
    public static TheoryData<string, string> Wrong
    {
        get
        {
            var wrong = new TheoryData<string, string>();
            foreach (var text in new[] { "maybe", "-1", "1e9", "99999999999999999999", "\u202etrue", "../..", "${X}", " ", "", "a\nb", "process,container" })
            {
                foreach (var key in new[] { "Stack:Persist", "Stack:Console", "Stack:UntilReady", "Stack:Json", "Stack:Check", "Stack:ReadyTimeoutSeconds", "Stack:Backend", "Stack:Resources:pushgateway:Backend" })
                {
                    wrong.Add(key, text);
                }
            }

            return wrong;
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Setting_Wrong_IsNamedOnce(string key, string text)
    {
        var builder = DistributedApplication.CreateBuilder([$"--{key}={text}", "--operation", "publish"]);
        builder.AddStackConsole();
        builder.AddPushgateway("pushgateway");
        await using var application = builder.Build();

        var problems = await StackValidation.FindAsync(
            application.Services.GetServices<IStackCheck>().OfType<ConfigurationCheck>(), TestContext.Current.CancellationToken);

        // A publish chooses no backend, so nobody looks at one resource's.
        if (key != "Stack:Resources:pushgateway:Backend")
        {
            Assert.Single(problems, problem => problem.ToString().Contains(key, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("--only")]
    [InlineData("--only", "--persist")]
    [InlineData("--", "--", "-")]
    [InlineData("=", "--=", "--=x", "a=b=c")]
    [InlineData("publish", "publish", "lint")]
    [InlineData("secret")]
    [InlineData("\0", "--\0=\0")]
    [InlineData("--Stack:Resources::Backend=process")]
    public void CommandLine_Odd_MakesABuilderOrIsRefusedInOneMessage(params string[] arguments)
    {
        try
        {
            DistributedApplication.CreateBuilder(StackCommandLine.Expand(arguments)).AddPushgateway("pushgateway");
        }
        catch (DistributedApplicationException mistake)
        {
            Assert.NotEmpty(mistake.Message);
        }
    }
}
