using Aspire.Hosting;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Model;

public class ObjectStoreTests
{
    private readonly SecretReference _key =
        new(DistributedApplication.CreateBuilder().AddParameter("key", "value", secret: true).Resource);

    [Theory]
    [InlineData("zai-logs", "zai-logs.lon1.digitaloceanspaces.com", "lon1", "has the bucket")]
    [InlineData("zai-logs", "lon1.digitaloceanspaces.com/zai-logs", "lon1", "has the bucket")]
    [InlineData("zai-logs", "https://lon1.digitaloceanspaces.com", "lon1", "has a scheme")]
    [InlineData("zai-logs", "lon1.digitaloceanspaces.com/", "lon1", "is no endpoint")]
    [InlineData("zai-logs", "", "lon1", "is no endpoint")]
    [InlineData("Zai_Logs", "lon1.digitaloceanspaces.com", "lon1", "is no name of a bucket")]
    [InlineData("zai-logs", "lon1.digitaloceanspaces.com", "Lon 1", "is no region")]
    public void New_CoordinatesThatFailLater_AreRefusedNow(string bucket, string endpoint, string region, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => new ObjectStore(endpoint, region, bucket, _key, _key));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:9000", "us-east-1")]
    [InlineData("s3.eu-central-1.amazonaws.com", "eu-central-1")]
    public void New_Host_IsTaken(string endpoint, string region) =>
        Assert.Equal(endpoint, new ObjectStore(endpoint, region, "zai-logs", _key, _key).Endpoint);
}
