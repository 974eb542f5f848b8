namespace HienTai.Server.Registries;

/// <summary>The log of the server, in which each line of a registry begins with the registry's name.</summary>
sealed class NamedLogs(ILoggerFactory logs, string registry) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Named(logs.CreateLogger(categoryName), registry);

    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    public void Dispose() { } // it is the server's

    sealed class Named(ILogger log, string registry) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.BeginScope(state);

        public bool IsEnabled(LogLevel level) => log.IsEnabled(level);

        public void Log<TState>(
            LogLevel level,
            EventId id,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> words
        ) => log.Log(level, id, state, exception, (s, e) => $"[{registry}] {words(s, e)}");
    }
}
