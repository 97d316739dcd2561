using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Tests.Publishing;

/// <summary>Values with dollars in them arrive in a cluster as they are on the laptop.</summary>
public sealed class ClusterValuesTests
{
    [Fact]
    public async Task Write_Dollars_AreTheSameOnceKubernetesHasExpandedThem()
    {
        var rig = new PublishRig("--Parameters:banner=$(HOSTNAME) $$ $");
        var banner = rig.Builder.AddParameter("banner");
        var server = rig.AddServer("store", 8000)
            .WithEnvironment("SALT", "a$$b$")
            .WithEnvironment("TEXT", "$(X)")
            .WithEnvironment("BANNER", banner)
            .WithEnvironment("ALL", ReferenceExpression.Create($"$(A) a$$b {banner.Resource} ${banner.Resource}"))
            .WithArgs("--pattern=^x$$", "$(X)");

        var graph = await rig.ReadAsync(rig.Builder.AddGenericCluster("any").Resource);

        var published = graph.Servers.Single(found => found.Resource == server.Resource);
        var environment = published.Variables.ToDictionary(variable => variable.Name, variable => Expand(variable.Text!));
        Assert.Equal("a$$b$", environment["SALT"]);
        Assert.Equal("$(X)", environment["TEXT"]);
        Assert.Equal("$(HOSTNAME) $$ $", environment["BANNER"]);
        Assert.Equal("$(A) a$$b $(HOSTNAME) $$ $ $$(HOSTNAME) $$ $", environment["ALL"]);
        Assert.Equal(["--pattern=^x$$", "$(X)"], published.Arguments.Select(Expand));
    }

    // As https://github.com/kubernetes/kubernetes/blob/master/third_party/forked/golang/expansion/expand.go does it, with every variable set.
    private static string Expand(string text)
    {
        var expanded = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            var next = index + 1 < text.Length ? text[index + 1] : default;
            if (text[index] != '$' || next is not ('$' or '('))
            {
                expanded.Append(text[index]);
            }
            else if (next == '$')
            {
                expanded.Append('$');
                index++;
            }
            else
            {
                expanded.Append("<a variable>");
                index = text.IndexOf(')', index);
            }
        }

        return expanded.ToString();
    }
}
