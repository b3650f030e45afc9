namespace OpsPlatform.Client.Bench;

/// <summary>What one call took in one round: a caller's time, the processor's, and the bytes that client and server allocated together.</summary>
internal sealed record Round(double Microseconds, double CpuMicroseconds, double Bytes);
