namespace HienTai.Cli;

/// <summary>Page after page of one pinned moment, as one answer.</summary>
static class Pages
{
    public static async Task<T> All<T>(
        Ask ask,
        Func<string, Task<T>> read,
        Func<T, string> next,
        Func<T, (int Done, int All)> far,
        Action<T, T> join,
        bool all = true
    )
    {
        var found = await read("");
        if (!(all || ask.ForFile) || next(found).Length == 0)
            return found;
        return await ask.Tell.Progress(async report =>
        {
            while (next(found) is { Length: > 0 } token)
            {
                var (done, of) = far(found);
                report(ask.Texts.Reading, done, of);
                join(found, await read(token));
            }
            return found;
        });
    }
}
