namespace Observability.Hosting.Backends;

/// <summary>What the search for a server's binary came to.</summary>
/// <param name="Command">Full path when one fits, else null.</param>
/// <param name="Version">Its version when one fits.</param>
/// <param name="WhyNot">What is missing or wrong when none fits.</param>
internal sealed record NativeFinding(string? Command, Version? Version, string? WhyNot);
