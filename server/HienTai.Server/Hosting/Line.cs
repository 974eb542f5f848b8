using HienTai.Server.Database;

namespace HienTai.Server.Hosting;

/// <summary>The words of a command: one that stands alone, and options, each with its value.</summary>
sealed record Line(string? Word, IReadOnlyDictionary<string, string> Options)
{
    static readonly string[] Flags = ["--verify", "--json"];

    public string? this[string option] => Options.GetValueOrDefault(option);

    public bool Has(string option) => Options.ContainsKey(option);

    public static Line Read(string[] words)
    {
        var (options, alone) = (new Dictionary<string, string>(), new List<string>());
        for (var at = 0; at < words.Length; at++)
            if (!words[at].StartsWith("--", StringComparison.Ordinal))
                alone.Add(words[at]);
            else if (Flags.Contains(words[at]))
                options[words[at]] = "";
            else
                options[words[at]] = ++at < words.Length ? words[at] : throw Unread(words[^1]);
        return alone.Count > 1 ? throw Unread(alone[1]) : new(alone.FirstOrDefault(), options);
    }

    public void Allow(params string[] known)
    {
        if (Options.Keys.Except(known).FirstOrDefault() is { } strange)
            throw Unread(strange);
    }

    public int Number(string option, int usual)
    {
        if (this[option] is not { } text)
            return usual;
        return int.TryParse(text, out var number) && number is > 0 and <= 36_500 ? number : throw Unread(option);
    }

    public static StartupFailure Unread(string word) =>
        new($"Không hiểu {word} trên dòng lệnh.", $"{word} on the command line is not understood.");
}
