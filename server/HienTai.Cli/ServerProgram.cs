using System.CommandLine;
using System.Diagnostics;

namespace HienTai.Cli;

/// <summary>
/// backup, restore, passwords, recover, repair, registries: what is done on the server's machine, to its files, so the
/// server's program does it. Here are the words and the help.
/// </summary>
sealed class ServerProgram(Texts texts, GlobalOptions global, TextWriter output, TextWriter error)
{
    const string Name = "HienTai.Server";

    public IEnumerable<Command> Commands()
    {
        var (folder, backup) = (Word("FOLDER", texts.BackupFolder, false), Word("BACKUP", texts.BackupWord, true));
        var verify = new Option<bool>("--verify") { Description = texts.VerifyOption };
        var archive = Value("--archive", texts.ArchiveOption);
        yield return Handing(
            "backup",
            texts.AboutBackup,
            folder,
            [verify, Value("--keep", texts.KeepOption, texts.DaysValue), archive, Value("--aside", texts.AsideOption)]
        );
        yield return Handing(
            "restore",
            texts.AboutRestore,
            backup,
            [
                Value("--to", texts.RestoreToOption, texts.KnownValue),
                Value("--reason", texts.RestoreReasonOption, texts.ReasonValue),
                archive,
                global.Registry,
            ]
        );
        yield return Handing(
            "recover",
            texts.AboutRecover,
            Word(texts.NameValue, texts.RecoverWord, true),
            [global.Registry]
        );
        yield return Handing("passwords", texts.AboutPasswords, null, []);
        yield return Handing(
            "repair",
            texts.AboutRepair,
            null,
            [Value("--reason", texts.OperatorReasonOption, texts.ReasonValue), global.Registry]
        );
        yield return Registries();
    }

    Command Registries()
    {
        var all = Handing("registries", texts.AboutRegistries, null, [global.ValidOn, global.Json]);
        Argument<string?> Which() => Word(texts.NameValue, texts.RegistryWord, true);
        var address = Value("--address", texts.AddressOption, "URL");
        all.Add(Handing("make", texts.AboutMakeRegistry, Which(), [address], "registries"));
        all.Add(Handing("address", texts.AboutMoveRegistry, Which(), [address], "registries"));
        all.Add(Handing("close", texts.AboutCloseRegistry, Which(), [], "registries"));
        all.Add(Handing("upgrade", texts.AboutUpgradeRegistries, null, [], "registries"));
        return all;
    }

    static Argument<string?> Word(string name, string about, bool required) =>
        new(name) { Description = about, Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne };

    Option<string?> Value(string name, string about, string? value = null) =>
        new(name) { Description = about, HelpName = value ?? texts.FolderValue };

    /// <param name="options">Its own, and those of all commands that the server's program is told.</param>
    Command Handing(string name, string about, Argument<string?>? word, Option[] options, params string[] before)
    {
        var command = new Command(name, about);
        if (word is not null)
            command.Add(word);
        foreach (var option in options.Except(global.All))
            command.Add(option);
        command.SetAction(
            (parsed, cancel) =>
            {
                List<string> words = [.. before, name];
                if (word is not null && parsed.GetValue(word) is { } given)
                    words.Add(given);
                foreach (var option in options)
                    if (option is Option<bool> flag)
                        words.AddRange(parsed.GetValue(flag) ? [flag.Name] : []);
                    else if (parsed.GetValue((Option<string?>)option) is { } value)
                        words.AddRange([option.Name, value]);
                return Run([.. words], cancel);
            }
        );
        return command;
    }

    async Task<int> Run(string[] words, CancellationToken cancel)
    {
        var start = Start(words);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var server = Process.Start(start)!;
        server.OutputDataReceived += (_, line) => Tell(output, line.Data);
        server.ErrorDataReceived += (_, line) => Tell(error, line.Data);
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        try
        {
            await server.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            await server.WaitForExitAsync(CancellationToken.None); // it heard Ctrl-C too, and tidies up
        }
        return server.ExitCode;
    }

    static void Tell(TextWriter to, string? line)
    {
        if (line is null)
            return;
        lock (to)
            to.WriteLine(line);
    }

    /// <summary>Beside this program, in the folder next to it, or in a checkout where it is built.</summary>
    ProcessStartInfo Start(string[] words)
    {
        var here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string[] places =
        [
            here,
            Path.Combine(here, "..", "server"), // as it is packed
            Path.Combine(here, "..", "..", Name, Path.GetFileName(here)),
        ];
        var library = places
            .Select(place => Path.GetFullPath(Path.Combine(place, Name + ".dll")))
            .FirstOrDefault(File.Exists)
            ?? throw new Unanswered(Exit.NotReachable, texts.NoServerProgram(places[^1]));
        // Run as this program is: by dotnet, or by a program of its own.
        return Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet"
            ? new(Environment.ProcessPath!, [library, .. words])
            : new(Path.ChangeExtension(library, OperatingSystem.IsWindows() ? ".exe" : null), words);
    }
}
