using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OpsPlatform.Server.Tests;

/// <summary>Keeps what a server logs, by the levels that its configuration sets.</summary>
internal sealed class LogRecords : ILoggerProvider
{
    private readonly ConcurrentQueue<LogRecord> _records = new();
    private readonly ConcurrentBag<string> _expected = [];
    private int _told;

    public IEnumerable<LogRecord> All => _records;

    /// <summary>An error whose text holds this is meant to happen.</summary>
    public void ExpectError(string part) => _expected.Add(part);

    /// <summary>Tells each error once, so that it fails the test that it belongs to and not those after it.</summary>
    public void MustHoldNoUnexpectedErrors()
    {
        var untold = _records.Skip(_told).ToArray();
        _told += untold.Length;
        untold.Where(record => record.Level >= LogLevel.Error && !_expected.Any(record.Text.Contains)).Select(record => record.Text).ShouldBeEmpty();
    }

    public ILogger CreateLogger(string categoryName) => new Category(categoryName, _records);

    public void Dispose()
    {
    }

    private sealed class Category(string name, ConcurrentQueue<LogRecord> records) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            records.Enqueue(new LogRecord(logLevel, $"{name}: {formatter(state, exception)} {exception}".TrimEnd(), state as IReadOnlyList<KeyValuePair<string, object?>> ?? []));
    }
}

internal sealed record LogRecord(LogLevel Level, string Text, IReadOnlyList<KeyValuePair<string, object?>> Facts)
{
    public string Fact(string name) => $"{Facts.FirstOrDefault(fact => fact.Key == name).Value}";
}
