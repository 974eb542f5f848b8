using System.CommandLine;
using HienTai.Organization.V1;
using HienTai.Rpc.V1;
using Spectre.Console;

namespace HienTai.Cli;

/// <summary>quotas list, grant, adjust.</summary>
static class QuotasCommands
{
    public static Command In(Desk desk) =>
        new("quotas", desk.Texts.AboutQuotas) { List(desk), Grant(desk), Adjust(desk) };

    static Command List(Desk desk)
    {
        var t = desk.Texts;
        var words = desk.Words(t.UnitValue, t.QuotaUnitWords, required: false);
        var (below, year, type) = (
            desk.Option<bool>("--below", null, t.BelowOption),
            desk.Option<int>("--year", "N", t.YearOption),
            TypeOption(desk)
        );
        return desk.Lists("list", t.AboutQuotaList, words, [below, year, type], async ask =>
        {
            var request = new ListQuotasRequest
            {
                At = ask.At,
                Below = ask.Given(below),
                Year = ask.Given(year),
                Type = ask.Given(type) is { } only ? Codes.QuotaTypes.Read(only, "--type", t) : 0,
                PageSize = 500,
            };
            if (ask.Words(words) is { Length: > 0 } unit)
                request.UnitId = await Names.Unit(ask, unit);
            var found = await Pages.All(
                ask,
                async token =>
                    await ask.Registry.Quotas.ListQuotasAsync(
                        new(request) { PageToken = token },
                        cancellationToken: ask.Cancel
                    ),
                page => page.NextPageToken,
                page => (page.Quotas.Count, page.TotalSize),
                (all, next) =>
                {
                    all.Quotas.AddRange(next.Quotas);
                    all.NextPageToken = next.NextPageToken;
                }
            );
            return new(found, t.AnsweredFor(found.At), () =>
            {
                ask.Tell.Show(Table(ask, found.Quotas));
                ask.Tell.Line(t.Quotas(found.Quotas.Count));
            });
        });
    }

    static Listing Table(Ask ask, IEnumerable<Quota> quotas)
    {
        var t = ask.Texts;
        var table = Tell.List(t.Unit, t.QuotaType, t.Year, t.Granted, t.Period, t.Basis);
        table.Columns[3].RightAligned();
        foreach (var quota in quotas)
        foreach (var (span, n) in quota.Spans.Select((s, n) => (s, n)))
            table.AddRow([
                .. new[]
                {
                    n == 0 || ask.ForFile ? quota.UnitName : "",
                    n == 0 || ask.ForFile ? Codes.QuotaTypes.Name(quota.Type, t) : "",
                    n == 0 || ask.ForFile ? $"{quota.Year}" : "",
                    t.N(span.Count),
                    t.Span(span.Period).TrimStart(',', ' '),
                    t.StandsOn(span.Source),
                }.Select(Markup.Escape),
            ]);
        return table;
    }

    static Command Grant(Desk desk)
    {
        var t = desk.Texts;
        var what = new Named(desk);
        var (count, from) = (
            desk.Option<int?>("--count", "N", t.CountOption),
            desk.Option<string?>("--from", t.Day, t.FromOption)
        );
        return desk.Answers("grant", t.AboutQuotaGrant, what.Unit, [.. what.Options, count, from], async ask => Said(
                ask,
                await ask.Registry.Quotas.GrantQuotaAsync(
                    new()
                    {
                        Envelope = await what.Envelope(ask),
                        UnitId = await what.UnitId(ask),
                        Type = what.Type(ask),
                        Year = what.Year(ask),
                        Count = ask.Given(count) ?? throw new Unanswered(Exit.Usage, t.ValueMissing("--count")),
                        From = ask.PartialDate(ask.Given(from), "--from") ?? "",
                    },
                    cancellationToken: ask.Cancel
                )
            ));
    }

    static Command Adjust(Desk desk)
    {
        var t = desk.Texts;
        var what = new Named(desk);
        var (count, delta, on) = (
            desk.Option<int?>("--count", "N", t.CountOption),
            desk.Option<int?>("--delta", "N", t.DeltaOption),
            desk.Option<string?>("--on", t.Day, t.OnOption)
        );
        return desk.Answers("adjust", t.AboutQuotaAdjust, what.Unit, [.. what.Options, count, delta, on], async ask =>
        {
            if (ask.Given(count) is null == ask.Given(delta) is null)
                throw new Unanswered(Exit.Usage, t.OneOf("--count", "--delta"));
            var request = new AdjustQuotaRequest
            {
                Envelope = await what.Envelope(ask),
                UnitId = await what.UnitId(ask),
                Type = what.Type(ask),
                Year = what.Year(ask),
                On = ask.PartialDate(ask.Given(on), "--on") ?? throw new Unanswered(Exit.Usage, t.ValueMissing("--on")),
            };
            if (ask.Given(count) is { } many)
                request.Count = many;
            else
                request.Delta = ask.Given(delta)!.Value;
            return Said(ask, await ask.Registry.Quotas.AdjustQuotaAsync(request, cancellationToken: ask.Cancel));
        });
    }

    static Answer Said(Ask ask, Receipt receipt) => new(receipt, ask.Texts.Receipt(receipt), () =>
        {
            foreach (var consequence in receipt.Consequences)
                ask.Tell.Marked(ask.Tell.Sentence(consequence.Sentence));
            foreach (var finding in receipt.Findings.Where(f => f.Passed.Length == 0))
                ask.Tell.Line($"{finding.Rule}: {ask.Texts.Of(finding.Message)}");
        });

    static Option<string?> TypeOption(Desk desk) =>
        desk.Option<string?>("--type", desk.Texts.CategoryValue, desk.Texts.QuotaTypeOption(Codes.QuotaTypes.Choices));

    /// <summary>What names a quota, and what every record of one says besides.</summary>
    sealed class Named(Desk desk)
    {
        readonly Texts t = desk.Texts;
        readonly Option<string?> type = TypeOption(desk),
            paper = desk.Option<string?>("--paper", desk.Texts.NumberValue, desk.Texts.PaperOption),
            reason = desk.Option<string?>("--reason", desk.Texts.SearchWords, desk.Texts.ReasonOption);
        readonly Option<int> year = desk.Option<int>("--year", "N", desk.Texts.YearOption);
        readonly Option<bool> only = desk.Option<bool>("--validate-only", null, desk.Texts.ValidateOnlyOption);

        public Argument<string[]> Unit { get; } = desk.Words(desk.Texts.UnitValue, desk.Texts.QuotaUnitWords);
        readonly PassOption pass = new(desk);

        public Option[] Options => [type, year, paper, reason, only, pass.Option];

        public Task<string> UnitId(Ask ask) => Names.Unit(ask, ask.Words(Unit));

        public QuotaType Type(Ask ask) =>
            Codes.QuotaTypes.Read(
                ask.Given(type) ?? throw new Unanswered(Exit.Usage, t.ValueMissing("--type")),
                "--type",
                t
            );

        public int Year(Ask ask) =>
            ask.Given(year) is > 0 and var given ? given : throw new Unanswered(Exit.Usage, t.ValueMissing("--year"));

        public async Task<Envelope> Envelope(Ask ask) =>
            new()
            {
                RequestId = Guid.CreateVersion7().ToString(),
                Reason = ask.Given(reason) ?? "",
                PaperId = ask.Given(paper) is { } number ? await Names.Paper(ask, number) : "",
                ValidateOnly = ask.Given(only),
                Passes = { pass.Of(ask) },
            };
    }
}
