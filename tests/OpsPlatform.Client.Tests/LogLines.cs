using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OpsPlatform.Client.Tests;

/// <summary>Keeps every line that is logged, of every level and category.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _written = new(0);

    public IReadOnlyCollection<string> All => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <summary>Waits until so many lines hold the text.</summary>
    public async Task SaysAsync(string text, int times = 1)
    {
        while (_lines.Count(line => line.Contains(text)) < times)
            (await _written.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue($"The log does not say '{text}'.");
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        _written.Release();
    }

    public void Dispose() => _written.Dispose();
}
