using System.CommandLine;
using HienTai.Talent.V1;
using Spectre.Console;
using Stage = HienTai.Talent.V1.Stage;

namespace HienTai.Cli;

/// <summary>talent find, experts, succession, figures, programmes; candidacies list, show.</summary>
static class TalentCommands
{
    public static Command In(Desk desk) =>
        new("talent", desk.Texts.AboutTalent)
        {
            Find(desk),
            Experts(desk),
            Succession(desk),
            Figures(desk),
            Programmes(desk),
            Candidates(desk),
            Candidate(desk),
        };

    static Command Find(Desk desk)
    {
        var t = desk.Texts;
        var (sector, field, education, known) = (
            desk.Option<string?>("--sector", t.SectorValue, t.SectorOption(Codes.Sectors.Choices)),
            desk.Option<string?>("--field", t.TextValue, t.NeededFieldOption),
            desk.Option<string?>("--education", t.LevelValue, t.NeededLevelOption(Codes.Educations.Choices)),
            desk.Option<string?>("--known", t.GradeNeeded, t.KnownOption(Codes.Grades.Choices))
        );
        var (language, years, contributions, by) = (
            desk.Option<int>("--language", "1-6", t.LanguageOption),
            desk.Option<int>("--years", t.NumberValue, t.ServiceYearsOption),
            desk.Option<int>("--contributions", t.NumberValue, t.NeededContributionsOption),
            desk.Option<string?>("--available-by", t.DayNeeded, t.AvailableByOption)
        );
        var (unit, among, size) = (
            desk.Option<string?>("--unit", t.UnitValue, t.NeededUnitOption),
            desk.Option<string?>("--among", t.AmongValue, t.AmongOption(Codes.Amongs.Choices)),
            desk.Option<int>("--page-size", "1-100", t.PageSizeOption)
        );
        return desk.Lists(
            "find",
            t.AboutTalentFind,
            null,
            [sector, field, education, known, language, years, contributions, by, unit, among, size],
            async ask =>
            {
                if (ask.Given(language) is < 0 or > 6)
                    throw new Unanswered(Exit.Usage, t.ValueUnreadable("--language", $"{ask.Given(language)}"));
                var need = new Need
                {
                    Sector = ask.Given(sector) is { } s ? Codes.Sectors.Read(s, "--sector", t) : 0,
                    Field = ask.Given(field) ?? "",
                    Education = ask.Given(education) is { } e ? Codes.Educations.Read(e, "--education", t) : 0,
                    Known = ask.Given(known) is { } k ? Codes.Grades.Read(k, "--known", t) : 0,
                    Language = ask.Given(language) is > 0 and var level
                        ? HienTai.Personnel.V1.Level.ForeignLanguage1 + (level - 1)
                        : 0,
                    ServiceYears = ask.Given(years),
                    Contributions = ask.Given(contributions),
                    AvailableBy = ask.Day(ask.Given(by), "--available-by") ?? "",
                    Among = ask.Given(among) is { } a ? Codes.Amongs.Read(a, "--among", t) : 0,
                };
                if (ask.Given(unit) is { } named)
                    need.UnitId = await Names.Unit(ask, named);
                var found = await ask.Registry.Talent.FindTalentAsync(
                    new()
                    {
                        At = ask.At,
                        Need = need,
                        PageSize = ask.Given(size),
                    },
                    cancellationToken: ask.Cancel
                );
                return new(found, t.AnsweredFor(found.At), () => Ranked(ask, found));
            }
        );
    }

    static string Mark(bool met, bool unknown) =>
        (met, unknown) switch
        {
            (true, _) => "✓",
            (_, true) => "?",
            _ => "✗",
        };

    static void Ranked(Ask ask, FindTalentResponse found)
    {
        var t = ask.Texts;
        ask.Tell.Line(t.NeedIs(t.Of(found.Need), found.TotalSize, found.LookedAt));
        if (ask.ForFile)
            ask.Tell.Show(Table(t, found.Ranked));
        foreach (var r in ask.ForFile ? [] : found.Ranked)
        {
            ask.Tell.Marked(
                $"[bold]{r.Rank, 3}. {Markup.Escape(r.FullName)}[/]  {r.Points}  {Markup.Escape(t.Of(r.Post))}"
            );
            foreach (var reason in r.Reasons)
                ask.Tell.Line($"     {Reason(reason, t)}");
        }
        foreach (var l in found.LeftOut)
            ask.Tell.Line(t.LeftOut(Codes.NeedParts.Name(l.Part, t), l.People, l.OnlyThis));
    }

    static string Reason(RankReason reason, Texts t) =>
        $"{reason.Points:+0;-0;0}  {t.Of(reason.Text)}{(reason.Grade is 0 ? "" : $", {Codes.Grades.Name(reason.Grade, t)}")}";

    static Listing Table(Texts t, IEnumerable<Ranked> ranked)
    {
        var table = Tell.List(t.Rank, t.Name, t.Post, t.Points, t.Why);
        table.Columns[0].RightAligned();
        table.Columns[3].RightAligned();
        foreach (var r in ranked)
            table.AddRow([
                .. new[]
                {
                    $"{r.Rank}",
                    r.FullName,
                    t.Of(r.Post),
                    $"{r.Points}",
                    string.Join("; ", r.Reasons.Select(reason => Reason(reason, t))),
                }.Select(Markup.Escape),
            ]);
        return table;
    }

    static Command Experts(Desk desk)
    {
        var t = desk.Texts;
        var (words, size) = (
            desk.Words(t.SearchWords, t.ExpertWords),
            desk.Option<int>("--page-size", "1-100", t.PageSizeOption)
        );
        return desk.Lists("experts", t.AboutExperts, words, [size], async ask =>
        {
            var found = await ask.Registry.Talent.FindExpertsAsync(
                new()
                {
                    At = ask.At,
                    Query = ask.Words(words),
                    PageSize = ask.Given(size),
                },
                cancellationToken: ask.Cancel
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                if (ask.ForFile)
                    ask.Tell.Show(Table(t, found.Experts));
                foreach (var e in ask.ForFile ? [] : found.Experts)
                {
                    ask.Tell.Marked($"[bold]{Markup.Escape(e.FullName)}[/]  {Markup.Escape(t.Of(e.Post))}");
                    foreach (var w in e.Works)
                        ask.Tell.Line($"     {Said(w, t)}");
                }
                ask.Tell.Line(t.ExpertsFound(found.Experts.Count, found.TotalSize));
            });
        });
    }

    static string Said(Work work, Texts t) => $"{t.Of(work.Text)}{(work.On.Length > 0 ? $", {t.Date(work.On)}" : "")}";

    static Listing Table(Texts t, IEnumerable<Expert> experts)
    {
        var table = Tell.List(t.Name, t.Post, t.Why);
        foreach (var e in experts)
            table.AddRow([
                .. new[] { e.FullName, t.Of(e.Post), string.Join("; ", e.Works.Select(w => Said(w, t))) }.Select(
                    Markup.Escape
                ),
            ]);
        return table;
    }

    static Command Succession(Desk desk)
    {
        var t = desk.Texts;
        var words = desk.Words(t.SearchWords, t.SuccessionWords, required: false);
        var (unit, state) = (
            desk.Option<string?>("--unit", t.UnitValue, t.NeededUnitOption),
            desk.Option<string[]>("--state", t.StageValue, t.SuccessionStateOption(Codes.SuccessionStates.Choices))
        );
        var (all, size) = (
            desk.Option<bool>("--all", null, t.AllPagesOption),
            desk.Option<int>("--page-size", "1-200", t.PageSizeOption)
        );
        return desk.Lists("succession", t.AboutSuccession, words, [unit, state, all, size], async ask =>
        {
            var request = new ListSuccessionRequest
            {
                At = ask.At,
                Query = ask.Words(words),
                PageSize = ask.Given(size) is 0 && ask.Given(all) ? 200 : ask.Given(size),
                States = { (ask.Given(state) ?? []).Select(s => Codes.SuccessionStates.Read(s, "--state", t)) },
            };
            if (ask.Given(unit) is { } named)
                request.UnitId = await Names.Unit(ask, named);
            var answer = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.Talent.ListSuccessionAsync(
                        new(request) { PageToken = token },
                        cancellationToken: ask.Cancel
                    ),
                page => page.NextPageToken,
                page => (page.Posts.Count, page.TotalSize),
                (page, next) =>
                {
                    page.Posts.AddRange(next.Posts);
                    page.NextPageToken = next.NextPageToken;
                },
                ask.Given(all)
            );
            return new(answer, t.AnsweredFor(answer.At), () =>
            {
                var table = Tell.List(t.Unit, t.Post, t.HeldBy, t.Successors);
                foreach (var p in answer.Posts)
                    table.AddRow(
                        Markup.Escape(p.UnitName),
                        Markup.Escape(p.Post),
                        Markup.Escape(p.HolderName),
                        p.Successors.Count == 0
                            ? t.NoSuccessor
                            : Markup.Escape(
                                string.Join(
                                    "\n",
                                    p.Successors.Select(s =>
                                        $"{s.FullName} ({Codes.Readinesses.Name(s.Readiness, t)}{(s.Wanting.Count > 0 ? $"; {t.StillLacks} {string.Join(", ", s.Wanting.Select(w => w.Code))}" : "")})"
                                    )
                                )
                            )
                    );
                ask.Tell.Show(table);
                ask.Tell.Line(t.SuccessionIs(answer.Posts.Count, answer.TotalSize));
                foreach (var f in answer.Figures)
                    ask.Tell.Line($"  {Codes.SuccessionStates.Name(f.State, t)}: {f.Posts}");
            });
        });
    }

    static Command Figures(Desk desk)
    {
        var t = desk.Texts;
        return desk.Lists("figures", t.AboutTalentFigures, null, [], async ask =>
        {
            var f = await ask.Registry.Talent.GetTalentFiguresAsync(
                new() { At = ask.At },
                cancellationToken: ask.Cancel
            );
            return new(f, t.AnsweredFor(f.At), () =>
            {
                ask.Tell.Line(t.UnderWay(f.UnderWay));
                if (ask.ForFile)
                    ask.Tell.Show(Table(t, Counted(f, t)));
                else
                    foreach (var (_, name, people) in Counted(f, t))
                        ask.Tell.Line($"  {name}: {people}");
            });
        });
    }

    static IEnumerable<(string By, string Name, string People)> Counted(GetTalentFiguresResponse f, Texts t) =>
        [
            .. f.Stages.Select(s => (t.StandsAt, Codes.PoolStages.Name(s.Stage, t), $"{s.People}")),
            .. f.Kinds.Select(k => (t.Kind, Codes.SourceKinds.Name(k.Kind, t), $"{k.People}")),
            .. f.Sectors.Select(s =>
                (t.SectorColumn, s.Sector is 0 ? t.NoSector : Codes.Sectors.Name(s.Sector, t), $"{s.People}")
            ),
            .. f.Groups.Select(g =>
                (t.GroupColumn, Codes.PriorityGroups.Name(g.Group, t), g.HasPeople ? $"{g.People}" : "–")
            ),
        ];

    static Listing Table(Texts t, IEnumerable<(string By, string Name, string People)> counted)
    {
        var table = Tell.List(t.CountedBy, "", t.HowMany);
        table.Columns[2].RightAligned();
        foreach (var (by, name, people) in counted)
            table.AddRow(by, name, people);
        return table;
    }

    static Command Programmes(Desk desk)
    {
        var t = desk.Texts;
        return desk.Lists("programmes", t.AboutProgrammes, null, [], async ask =>
        {
            var found = await ask.Registry.Talent.ListProgrammesAsync(
                new() { At = ask.At },
                cancellationToken: ask.Cancel
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                var table = Tell.List(t.Code, t.ProgrammeName, t.ProgrammeFrom, t.ProgrammeUntil, t.InPool, "ID");
                foreach (var p in found.Programmes)
                    table.AddRow(
                        Markup.Escape(p.Details.Code),
                        Markup.Escape(t.Of(p.Details.Name)),
                        t.Date(p.Period.From),
                        t.Date(p.Period.To),
                        p.Details.Places > 0 ? $"{p.Taken}/{p.Details.Places}" : $"{p.Taken}",
                        p.Id
                    );
                ask.Tell.Show(table);
            });
        });
    }

    static Command Candidates(Desk desk)
    {
        var t = desk.Texts;
        var words = desk.Words(t.SearchWords, t.CandidateWords, required: false);
        var (stage, sector, all, size) = (
            desk.Option<string[]>("--stage", t.StageValue, t.StageOption(Codes.PoolStages.Choices)),
            desk.Option<string[]>("--sector", t.SectorValue, t.SectorOption(Codes.Sectors.Choices)),
            desk.Option<bool>("--all", null, t.AllPagesOption),
            desk.Option<int>("--page-size", "1-200", t.PageSizeOption)
        );
        return desk.Lists("list", t.AboutCandidates, words, [stage, sector, all, size], async ask =>
        {
            var request = new ListCandidaciesRequest
            {
                At = ask.At,
                Query = ask.Words(words),
                PageSize = ask.Given(size) is 0 && ask.Given(all) ? 200 : ask.Given(size),
                Stages = { (ask.Given(stage) ?? []).Select(s => Codes.PoolStages.Read(s, "--stage", t)) },
                Sectors = { (ask.Given(sector) ?? []).Select(s => Codes.Sectors.Read(s, "--sector", t)) },
            };
            var found = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.Candidacies.ListCandidaciesAsync(
                        new(request) { PageToken = token },
                        cancellationToken: ask.Cancel
                    ),
                page => page.NextPageToken,
                page => (page.Candidacies.Count, page.TotalSize),
                (page, next) =>
                {
                    page.Candidacies.AddRange(next.Candidacies);
                    page.NextPageToken = next.NextPageToken;
                },
                ask.Given(all)
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                var table = Tell.List(t.Name, t.Post, t.ProgrammeName, t.Kind, t.StandsAt, "ID");
                foreach (var c in found.Candidacies)
                    table.AddRow(
                        $"[bold]{Markup.Escape(c.FullName)}[/]",
                        Markup.Escape(t.Of(c.Post)),
                        Markup.Escape(c.ProgrammeCode),
                        Codes.SourceKinds.Name(c.Details.Kind, t),
                        $"{Codes.PoolStages.Name(c.Stage, t)}, {t.Date(c.Since)}",
                        c.Id
                    );
                ask.Tell.Show(table);
                ask.Tell.Line(t.CandidatesFound(found.Candidacies.Count, found.TotalSize));
            });
        });
    }

    static Command Candidate(Desk desk)
    {
        var t = desk.Texts;
        var which = desk.Words("ID", t.CandidacyId);
        return desk.Answers("show", t.AboutCandidate, which, [], async ask =>
        {
            var a = await ask.Registry.Candidacies.GetCandidacyAsync(
                new() { Id = ask.Words(which), At = ask.At },
                cancellationToken: ask.Cancel
            );
            return new(a, t.AnsweredFor(a.At), () =>
            {
                var c = a.Candidacy;
                ask.Tell.Marked(
                    $"[bold]{Markup.Escape(c.FullName)}[/]  {Markup.Escape($"{t.Of(c.Post)} · {c.ProgrammeCode} · {Codes.SourceKinds.Name(c.Details.Kind, t)}")}"
                );
                foreach (var s in a.Steps)
                    ask.Tell.Line(
                        $"  {t.Date(s.Period.From)}  {Codes.PoolStages.Name(s.Stage, t)}{(s.Note.Length > 0 ? $": {s.Note}" : "")}{(s.Source.Paper is { } paper ? $", {paper.Number}" : "")}"
                    );
                foreach (var f in a.Now.Findings)
                    ask.Tell.Line($"  {Mark(f.Met, f.Unknown)} {t.Of(f.Name)}: {t.Of(f.Reason)}");
                foreach (var f in a.Frozen.Where(f => f.Profile is not null))
                    ask.Tell.Line(
                        t.FrozenAt(Codes.PoolStages.Name(f.Stage, t), t.AnsweredFor(f.Profile.At), f.Differences)
                    );
            });
        });
    }
}
