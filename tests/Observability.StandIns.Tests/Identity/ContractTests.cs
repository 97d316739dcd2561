namespace Observability.StandIns.Tests.Identity;

[Tier(Tier.Process)]
public sealed class StandInContractTests(StandInBackend backend) : IdentityContract(backend), IClassFixture<StandInBackend>;

[Tier(Tier.Process)]
public sealed class StandInHostileContractTests(StandInBackend backend) : HostileIdentityContract(backend), IClassFixture<StandInBackend>;

[Tier(Tier.Vendor)]
public sealed class KeycloakContractTests(KeycloakBackend backend) : IdentityContract(backend), IClassFixture<KeycloakBackend>;

[Tier(Tier.Vendor)]
public sealed class KeycloakHostileContractTests(KeycloakBackend backend) : HostileIdentityContract(backend), IClassFixture<KeycloakBackend>;

[Tier(Tier.Vendor)]
public sealed class KeycloakContainerContractTests(KeycloakContainerBackend backend) : IdentityContract(backend), IClassFixture<KeycloakContainerBackend>;

[Tier(Tier.Vendor)]
public sealed class KeycloakContainerHostileContractTests(KeycloakContainerBackend backend) : HostileIdentityContract(backend), IClassFixture<KeycloakContainerBackend>;

[Tier(Tier.Container)]
public sealed class StandInContainerContractTests(StandInContainerBackend backend) : IdentityContract(backend), IClassFixture<StandInContainerBackend>;
