using Observability.Hosting.RabbitMQ;

namespace Observability.Hosting.Tests.RabbitMQ;

public class RabbitMQPasswordTests
{
    /// <summary>The example of https://www.rabbitmq.com/docs/passwords#computing-password-hash.</summary>
    [Fact]
    public void Hash_VendorsExample_IsTheVendorsHash() => Assert.Equal(
        "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR",
        RabbitMQPassword.Hash([0x90, 0x8D, 0xC6, 0x0A], "test12"u8));

    [Fact]
    public void Hash_SameUserAndPassword_IsTheSameAtEveryStart() =>
        Assert.Equal(RabbitMQPassword.Hash("admin", "s3cret"), RabbitMQPassword.Hash("admin", "s3cret"));

    [Theory]
    [InlineData("admin", "other")]
    [InlineData("other", "s3cret")]
    public void Hash_OtherUserOrPassword_IsAnother(string user, string password) =>
        Assert.NotEqual(RabbitMQPassword.Hash("admin", "s3cret"), RabbitMQPassword.Hash(user, password));
}
