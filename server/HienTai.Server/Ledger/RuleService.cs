using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Registry.V1;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using Ability = HienTai.Domain.Access.Ability;

namespace HienTai.Server.Ledger;

/// <summary>The catalogue of rules, and where warnings of it were passed.</summary>
public sealed class RuleService(Registrar registrar, RefusedWarnings refused)
    : HienTai.Registry.V1.RuleService.RuleServiceBase
{
    public override Task<ListRulesResponse> ListRules(ListRulesRequest request, ServerCallContext call)
    {
        if (request.At is { } at && (at.ValidOn.Length > 0 || at.KnownCase is not Rpc.V1.TimePoint.KnownOneofCase.None))
            throw new Rejected(
                "RULES_ARE_OF_NOW",
                "Danh mục quy tắc là của phiên bản đang chạy; hãy bỏ thời điểm.",
                "The rules are those of the version that is running; leave the TimePoint out.",
                "at"
            );
        return Task.FromResult(new ListRulesResponse { Rules = { RuleCatalogue.All.Select(Wire) } });
    }

    Rule Wire(RecordingRule rule)
    {
        var refuses = rule.Refuses || refused.Rules.Contains(rule.Number);
        return new()
        {
            Number = rule.Number,
            Effect = refuses ? RuleEffect.Refuses : RuleEffect.Warns,
            Title = Words.Both(rule.Title.Vi, rule.Title.En),
            Why = Words.Both(rule.Why.Vi, rule.Why.En),
            Ground = Words.Both(rule.Ground.Vi, rule.Ground.En),
            Remedy = Words.Both(rule.Remedy.Vi, rule.Remedy.En),
            Fields = { rule.Fields },
            Reason = refuses && !rule.Refuses ? "WARNING_REFUSED" : rule.Reason,
        };
    }

    public override async Task<ListPassedResponse> ListPassed(ListPassedRequest request, ServerCallContext call)
    {
        var (cancel, reader) = (call.CancellationToken, call.Reader);
        var (rule, size) = Reading.Of(r => (r.Text(request.Rule, "rule", 10), r.PageSize(request.PageSize, 50, 200)));
        var page = PageToken.Read(request.PageToken, request, reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var where = new Conditions();
        where.Sql.Add($"l.rules is not null and l.position <= {read.Position}");
        if (rule.Length > 0)
            where.Sql.Add($"{where.Value(rule)} = any(string_to_array(l.rules, ' '))");
        if (page is { After: [var last] })
            where.Sql.Add($"l.position < {where.Value(long.Parse(last))}");
        var audits = reader.May(Ability.Audit);
        var people = read.Sight.People("l.subject", null, where.Value, audits ? Ability.Audit : Ability.ReadPeople);
        where.Sql.Add($"(l.subject is null or {people})");
        // Other kinds of record have readers of their own.
        if (!audits)
            where.Sql.Add(
                $"(l.kind in ('person', 'unit', 'quota', 'standard') or l.kind = 'paper' and {read.Sight.Papers("l.stream_id", where.Value)})"
            );
        var found = await read.Query(
            $"select l.position, l.stream_id, l.kind from ledger l where {where} order by l.position desc limit {size + 1}",
            r => (Position: r.GetInt64(0), Stream: r.GetGuid(1), Kind: r.GetString(2)),
            cancel,
            [.. where.Values]
        );
        var shown = found.Take(size).ToArray();
        var sources = await Histories.Sources(read, shown.Select(f => f.Position), cancel);
        var titles = await Titles.Of(read, shown.Select(f => f.Stream), cancel);
        var response = new ListPassedResponse
        {
            At = read.Moment,
            Entries =
            {
                shown.Select(f => new PassedEntry
                {
                    Id = f.Stream.ToString(),
                    Kind = f.Kind,
                    Title = titles[f.Stream, read.On],
                    Source = sources[f.Position],
                }),
            },
        };
        if (found.Count > size)
            response.NextPageToken = PageToken
                .At(read, request, reader.Account, (page?.Offset ?? 0) + size, 0, [$"{shown[^1].Position}"])
                .ToString();
        return response;
    }
}
