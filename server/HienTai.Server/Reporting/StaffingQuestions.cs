using Grpc.Core;
using HienTai.Domain.Access;
using HienTai.Domain.Kernel;
using HienTai.Domain.Organization;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Organization;
using HienTai.Server.Pipeline;
using Ability = HienTai.Domain.Access.Ability;
using DataClass = HienTai.Domain.Kernel.DataClass;
using Org = HienTai.Organization.V1;
using People = HienTai.Personnel.V1;

namespace HienTai.Server.Reporting;

/// <summary>The questions about staffing, each at a TimePoint: granted by paper, present by counting.</summary>
public sealed class StaffingQuestions(Registrar registrar, Census census)
{
    public async Task<GetStaffingResponse> Get(GetStaffingRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var tree = Reading.Of(r => request.TreeOn.Length == 0 ? (DateOnly?)null : r.Day(request.TreeOn, "tree_on"));
        await using var read = await registrar.Open(call, request.At);
        var (places, seen, since) = await Scope(read, request.UnitId, request.Since, cancel);
        var counted = new Staffing(await census.At(read, cancel), places, seen, since, read.On, read.Position).Count();
        var quotas = (await read.Facts<QuotaFact>(read.Valid("f"), cancel)).ConvertAll(q => q.Fact);
        var (granted, whole) = (new Granted(places, quotas), Whole(read, places, seen));
        var heirs = await Successors.Of(
            read,
            [.. StaffingNotices.Stranded(places, quotas).Select(q => q.Quota.Unit).Distinct()],
            read.On,
            cancel
        );
        var response = new GetStaffingResponse
        {
            At = read.Moment,
            Year = read.On.Year,
            Since = $"{since:yyyy-MM-dd}",
            Notices = { StaffingNotices.Of(places, counted, granted, quotas, heirs, whole, read.On.Year) },
        };
        for (var i = 0; i < places.Count; i++)
        {
            var lines = Lines(counted, granted, i, whole[i]);
            if (i > 0 && lines.Count == 0)
                continue;
            response.Units.Add(
                new StaffingUnit
                {
                    Id = places[i].Id.ToString(),
                    Kind = WireEnum<Org.UnitKind, UnitKind>.Wire[places[i].Unit.Kind],
                    Name = places[i].Unit.Name,
                    ShortName = places[i].Unit.ShortName,
                    ParentId = places[i].Unit.Parent?.ToString() ?? "",
                    Depth = places[i].Depth,
                    Lines = { lines },
                    NotInForce = !places[i].InForce,
                    Whole = whole[i],
                }
            );
        }
        if (seen.Partial)
            (response.Partial, response.Part) = (true, await Part(read, cancel));
        if (tree is not { } day)
            return response;
        await using var then = await registrar.Open(
            call,
            new() { ValidOn = $"{day:yyyy-MM-dd}", KnownPosition = read.Position }
        );
        var state = await census.At(read, cancel);
        response.Recast = await OnAnotherTree.Of(
            read,
            then,
            places,
            counted
                .Standing(0, Staffing.Total, atOpening: false)
                .Select(s => (s.Who, state.Jobs[s.Service.Job].Unit, false)),
            cancel
        );
        return response;
    }

    public async Task<ListStaffingPeopleResponse> List(ListStaffingPeopleRequest request, ServerCallContext call)
    {
        var cancel = call.CancellationToken;
        var (column, cell, size) = Reading.Of(r =>
            (
                request.Type is 0 ? Staffing.Total : (int)r.Enum<Org.QuotaType, QuotaType>(request.Type, "type"),
                Enum.IsDefined(request.Cell) && request.Cell is not 0
                    ? request.Cell
                    : r.Fault(
                        "cell",
                        "Chưa chọn số nào: hiện có, đầu kỳ, vào hay ra.",
                        "No figure is chosen: present, opening, arrivals or departures.",
                        StaffingCell.Present
                    ),
                r.PageSize(request.PageSize, 50, 200)
            )
        );
        var page = PageToken.Read(request.PageToken, request, call.Reader.Account);
        await using var read = await registrar.Open(call, request.At, page);
        var (places, seen, since) = await Scope(read, request.UnitId, request.Since, cancel);
        var state = await census.At(read, cancel);
        var staffing = new Staffing(state, places, seen, since, read.On, read.Position);
        var found = Behind(staffing, cell, column).ToLookup(f => f.Who);
        var total = found.Sum(f => f.Count());
        var (names, more) = await ByName.Page(
            read,
            found.Select(f => f.Key).ToHashSet(),
            page?.After ?? [],
            size,
            cancel
        );
        var rows = names
            .SelectMany(n => found[n.Id].OrderBy(f => f.Day).Select(f => (n.Name, n.File, Row: f)))
            .ToArray();
        var titles = await Titles.Of(
            read,
            rows.SelectMany(r => new[] { r.Row.Service, r.Row.Other ?? r.Row.Service })
                .Select(s => state.Jobs[s.Job].Unit),
            cancel
        );
        var response = new ListStaffingPeopleResponse
        {
            At = read.Moment,
            UnitId = places[0].Id.ToString(),
            UnitName = places[0].Unit.Name,
            Since = $"{since:yyyy-MM-dd}",
            TotalSize = total,
        };
        DateOnly? day = cell switch
        {
            StaffingCell.Opening => since,
            StaffingCell.Present => read.On,
            _ => null,
        };
        response.People.AddRange(rows.Select(r => Told(r.Name, r.File, r.Row, cell, day, state.Jobs, titles)));
        if (more)
            response.NextPageToken = PageToken
                .At(
                    read,
                    request,
                    call.Reader.Account,
                    (page?.Offset ?? 0) + rows.Length,
                    total,
                    [names[^1].Key, names[^1].Id.ToString()]
                )
                .ToString();
        if (seen.Partial)
            (response.Partial, response.Part) = (true, await Part(read, cancel));
        return response;
    }

    /// <summary>Somebody in a figure: the service they are counted by, and the one they came from or went to.</summary>
    readonly record struct Member(Guid Who, int Day, Service Service, Service? Other);

    static IEnumerable<Member> Behind(Staffing staffing, StaffingCell cell, int column) =>
        cell switch
        {
            StaffingCell.Present or StaffingCell.Opening => staffing
                .Standing(0, column, cell is StaffingCell.Opening)
                .Select(s => new Member(s.Who, s.Service.From, s.Service, (Service?)null)),
            StaffingCell.Arrivals => staffing
                .Passing(0, column, arriving: true)
                .Select(p => new Member(p.Who, p.Day, p.After!.Value, p.Before)),
            _ => staffing
                .Passing(0, column, arriving: false)
                .Select(p => new Member(p.Who, p.Day, p.Before!.Value, p.After)),
        };

    /// <param name="named">The day of the unit's name; the day they came or went, if null.</param>
    static StaffingPerson Told(
        string name,
        string file,
        Member row,
        StaffingCell cell,
        DateOnly? named,
        IReadOnlyList<Job> jobs,
        Titles titles
    )
    {
        var (who, day, service, other) = row;
        var (job, date) = (jobs[service.Job], DateOnly.FromDayNumber(day));
        return new()
        {
            PersonId = who.ToString(),
            FullName = name,
            FileNumber = file,
            Post = job.Post,
            Category = WireEnum<People.Category, Category>.Wire[job.Category],
            UnitId = job.Unit.ToString(),
            UnitName = titles[job.Unit, named ?? date],
            On = date == DateOnly.MinValue ? "" : $"{date:yyyy-MM-dd}",
            Cause =
                cell is StaffingCell.Departures && service.To == day && service.End is { } cause
                    ? WireEnum<People.EndCause, Domain.Personnel.EndCause>.Wire[cause]
                    : 0,
            OtherUnitName = other is { } o ? titles[jobs[o.Job].Unit, date] : "",
        };
    }

    static async Task<(Places Places, Seen Seen, DateOnly Since)> Scope(
        ReadSession read,
        string unit,
        string since,
        CancellationToken cancel
    )
    {
        var asked = Reading.Of(r =>
            (
                Unit: r.OptionalId(unit, "unit_id"),
                Since: since.Length == 0 ? new(read.On.Year, 1, 1) : Earlier(r, since, read.On)
            )
        );
        return (
            await Places.Of(read, asked.Unit ?? Own(read.Sight.Reader), cancel) ?? throw Places.Missing(read),
            await Seen.Of(read, cancel),
            asked.Since
        );
    }

    static DateOnly Earlier(Reading r, string since, DateOnly on) =>
        r.Day(since, "since") is var day && day <= on
            ? day
            : r.Fault(
                "since",
                $"Sau ngày hỏi {on:dd/MM/yyyy}; hãy lấy một ngày trước đó.",
                $"It is after the day asked about, {on:yyyy-MM-dd}; take an earlier one.",
                on
            );

    // Whoever is entrusted with one unit asks about that one.
    static Guid? Own(Reader reader)
    {
        if (reader.Everybody)
            return null;
        var entrusted = reader
            .Having(Ability.ReadPeople)
            .Where(r => r.What.Reach is Reach.Units)
            .Select(r => r.Unit)
            .Distinct()
            .ToArray();
        return entrusted is [var only] ? only : null;
    }

    /// <summary>Where the reader sees everybody, and so can be told what is vacant.</summary>
    static bool[] Whole(ReadSession read, Places places, Seen seen)
    {
        var whole = new bool[places.Count];
        var reached = read
            .Sight.Reader.Having(Ability.ReadPeople)
            .Where(r => r.Units is not null && r.What.Reads.Contains(DataClass.Basic))
            .SelectMany(r => r.Units!)
            .Where(u => u.Since <= read.On && read.On < u.Until)
            .Select(u => u.Unit)
            .ToHashSet();
        for (var i = places.Count - 1; i >= 0; i--)
            whole[i] =
                !seen.Partial
                || (reached.Contains(places[i].Id) && places.Below(i).All(b => whole[b] || !places[b].InForce));
        return whole;
    }

    static List<StaffingLine> Lines(Staffing counted, Granted granted, int place, bool whole)
    {
        StaffingLine Counted(int column) =>
            new()
            {
                Present = counted.Present[place, column],
                Opening = counted.Opening[place, column],
                Arrivals = counted.Arrivals[place, column],
                Departures = counted.Departures[place, column],
            };
        var lines = new List<StaffingLine>();
        foreach (var type in QuotaTypes.All.Select(s => s.Type))
        {
            var line = Counted((int)type);
            line.Type = WireEnum<Org.QuotaType, QuotaType>.Wire[type];
            if (granted[place, type] is { } many)
            {
                (line.Granted, line.GrantedHere) = (many, granted.Own(place, type) is not null);
                if (granted.Below(place, type) is { } below)
                    line.GrantedBelow = below;
                if (whole)
                    (line.Vacant, line.Over) = (Math.Max(0, many - line.Present), Math.Max(0, line.Present - many));
                if (whole && many > 0)
                    line.PerMille = PerMille(line);
            }
            if (line.HasGranted || (line.Present, line.Opening, line.Arrivals, line.Departures) != default)
                lines.Add(line);
        }
        if (lines.Count < 2)
            return lines;
        var sum = Counted(Staffing.Total);
        if (lines.Any(l => l.HasGranted))
        {
            (sum.Granted, sum.GrantedHere) = (
                lines.Sum(l => l.Granted),
                lines.All(l => l.GrantedHere || !l.HasGranted)
            );
            if (lines.Any(l => l.HasGrantedBelow))
                sum.GrantedBelow = lines.Sum(l => l.GrantedBelow);
            // Posts free of one type are none of another, so these are sums and not a difference of sums.
            if (whole)
                (sum.Vacant, sum.Over) = (lines.Sum(l => l.Vacant), lines.Sum(l => l.Over));
            if (whole && sum.Granted > 0)
                sum.PerMille = PerMille(sum);
        }
        return [.. lines, sum];
    }

    static int PerMille(StaffingLine line) => (int)((2000L * line.Present + line.Granted) / (2L * line.Granted));

    /// <summary>Which part of the people a reader sees, in words.</summary>
    static async Task<Text> Part(ReadSession read, CancellationToken cancel)
    {
        var rights = read.Sight.Reader.Having(Ability.ReadPeople).ToArray();
        var titles = await Titles.Of(read, rights.Select(r => r.Unit).OfType<Guid>(), cancel);
        var parts = rights
            .Select(r =>
                r.What.Reach switch
                {
                    Reach.Units when r.Unit is { } unit => (Vi: titles[unit, read.On], En: titles[unit, read.On]),
                    Reach.ManagedCadres => (
                        Vi: "cán bộ diện Ban Thường vụ Huyện ủy quản lý",
                        En: "cadres managed by the district Party Standing Committee"
                    ),
                    Reach.Self => (Vi: "hồ sơ của chính bạn", En: "your own file"),
                    _ => (Vi: "", En: ""),
                }
            )
            .Where(p => p.Vi.Length > 0)
            .Distinct()
            .ToArray();
        return parts.Length == 0
            ? Words.Both(
                "Bạn không xem được hồ sơ nào; chỉ có số được giao.",
                "You see nobody on record; only what is granted is shown."
            )
            : Words.Both(
                $"Chỉ đếm người bạn được xem: {string.Join("; ", parts.Select(p => p.Vi))}.",
                $"Only people you may see are counted: {string.Join("; ", parts.Select(p => p.En))}."
            );
    }
}
