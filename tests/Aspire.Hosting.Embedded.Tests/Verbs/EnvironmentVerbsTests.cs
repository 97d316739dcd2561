using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class EnvironmentVerbsTests
{
    [Fact]
    public async Task WithEnvironment_EveryKindOfValue_ArrivesAsItIs()
    {
        var builder = VerbModel.Run();
        var parameter = builder.AddParameter("token", secret: true);
        var server = builder.AddResource(new ServerResource("db")).WithHttpEndpoint(targetPort: 80);
        var external = builder.AddExternalService("api", "https://api.example.com");
        var app = builder.AddExecutable("app", "server", ".")
            .WithEnvironment("TEXT", "a")
            .WithEnvironment("NULL", default(string))
            .WithEnvironment("FUNC", () => "late")
            .WithEnvironment("ENDPOINT", server.GetEndpoint("http"))
            .WithEnvironment("PARAMETER", parameter)
            .WithEnvironment("CONNECTION", server)
            .WithEnvironment("EXTERNAL", external)
            .WithEnvironment("PORT", server.GetEndpoint("http").Property(EndpointProperty.Port))
            .WithEnvironment("HANDLER", $"http://{server.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}/x?t={parameter}")
            .WithEnvironment("EXPRESSION", ReferenceExpression.Create($"<{parameter}>"))
            .WithEnvironment(context => context.EnvironmentVariables["CALLBACK"] = context.Resource.Name)
            .WithEnvironment(async context =>
            {
                await Task.Yield();
                context.EnvironmentVariables["ASYNC"] = context.ExecutionContext.IsRunMode ? "run" : "publish";
            });

        var environment = await VerbModel.EnvironmentOf(app);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["TEXT"] = "a",
                ["NULL"] = "",
                ["FUNC"] = "late",
                ["ENDPOINT"] = "{db.bindings.http.url}",
                ["PARAMETER"] = "{token.value}",
                ["CONNECTION"] = "{db.connectionString}",
                ["EXTERNAL"] = "https://api.example.com/",
                ["PORT"] = "{db.bindings.http.port}",
                ["HANDLER"] = "http://{db.bindings.http.host}:{db.bindings.http.port}/x?t={token.value}",
                ["EXPRESSION"] = "<{token.value}>",
                ["CALLBACK"] = "app",
                ["ASYNC"] = "run",
            },
            environment);
        Assert.Equal(["Reference:api", "Reference:db", "Reference:token"], VerbModel.RelationshipsOf(app.Resource).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WithEnvironment_SameNameTwice_LastWins()
    {
        var app = VerbModel.Run().AddExecutable("app", "server", ".").WithEnvironment("A", "1").WithEnvironment("A", "2");

        Assert.Equal("2", (await VerbModel.EnvironmentOf(app))["A"]);
    }

    [Fact]
    public async Task WithArgs_CallbacksAndValues_KeepTheirOrder()
    {
        var builder = VerbModel.Run();
        var parameter = builder.AddParameter("level", "debug");
        var app = builder.AddExecutable("app", "server", ".", "one")
            .WithArgs("two", "three")
            .WithArgs(context => context.Args.Add("four"))
            .WithArgs(parameter, parameter.Resource)
            .WithArgs(async context =>
            {
                await Task.Yield();
                context.Args.Insert(0, "zero");
            });

        Assert.Equal(["zero", "one", "two", "three", "four", "{level.value}", "{level.value}"], await VerbModel.ArgumentsOf(app));
    }
}
