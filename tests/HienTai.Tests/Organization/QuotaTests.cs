using Grpc.Core;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Reporting.V1;
using HienTai.Rpc.V1;

namespace HienTai.Tests.Organization;

/// <summary>Quotas over the wire: granted, adjusted, corrected, taken back, each by a paper, and who may.</summary>
public sealed class QuotaTests(App app)
{
    const QuotaType Type = QuotaType.CommuneCivilServants;
    QuotaService.QuotaServiceClient Quotas => new(app.Grpc());
    StaffingService.StaffingServiceClient Staffing => new(app.Grpc());

    async Task Grant(Guid unit, int count, Guid? paper = null, int year = 2024, string from = "") =>
        await Quotas.GrantQuotaAsync(
            new()
            {
                Envelope = Seed.Envelope(paper: paper),
                UnitId = unit.ToString(),
                Type = Type,
                Year = year,
                Count = count,
                From = from,
            }
        );

    async Task<Quota> Of(Guid unit, string day) =>
        (
            await Quotas.GetQuotaAsync(
                new()
                {
                    At = new() { ValidOn = day },
                    UnitId = unit.ToString(),
                    Type = Type,
                    Year = 2024,
                }
            )
        ).Quota;

    async Task<StaffingLine> Line(Guid unit, string day) => (
            await Staffing.GetStaffingAsync(
                new()
                {
                    At = new() { ValidOn = day },
                    UnitId = unit.ToString(),
                }
            )
        ).Units[0].Lines.Single(l => l.Type == Type);

    [Fact]
    public async Task A_quota_lives_within_its_year_with_its_papers()
    {
        var (unit, granting, adjusting) = (
            await app.Seed.Unit("Xã Giao"),
            await app.Seed.Paper("900/QĐ-UBND", "2023-12-28"),
            await app.Seed.Paper("901/QĐ-UBND", "2024-03-11")
        );
        await Grant(unit, 11, granting);
        await Quotas.AdjustQuotaAsync(
            new()
            {
                Envelope = Seed.Envelope(paper: adjusting),
                UnitId = unit.ToString(),
                Type = Type,
                Year = 2024,
                On = "2024-03-15",
                Delta = -2,
            }
        );
        ((await Of(unit, "2024-03-14")).Count, (await Of(unit, "2024-03-15")).Count).Should().Be((11, 9));
        (await Line(unit, "2024-03-15"))
            .Should()
            .Match<StaffingLine>(l => l.Granted == 9 && l.GrantedHere && l.Present == 0 && l.Vacant == 9);
        var quota = await Of(unit, "2025-06-01");
        (quota.Count, quota.UnitName, quota.Version).Should().Be((9, "Xã Giao", 2L));
        quota
            .Spans.Select(s => (s.Period.From, s.Period.To, s.Count, s.HasDelta ? s.Delta : 0, s.Source.Paper.Number))
            .Should()
            .Equal(
                ("2024-01-01", "2024-03-15", 11, 0, "900/QĐ-UBND"),
                ("2024-03-15", "2025-01-01", 9, -2, "901/QĐ-UBND")
            );

        await Quotas.CorrectQuotaAsync(
            new()
            {
                Envelope = Seed.Envelope("Đọc nhầm phụ lục."),
                UnitId = unit.ToString(),
                Type = Type,
                Year = 2024,
                WrongFrom = "2024-01-01",
                Count = 12,
            }
        );
        (await Of(unit, "2024-06-01")).Count.Should().Be(10, "the adjustment took two from whatever was right");
        var history = (
            await Quotas.GetQuotaHistoryAsync(
                new()
                {
                    UnitId = unit.ToString(),
                    Type = Type,
                    Year = 2024,
                }
            )
        ).Entries;
        history.Select(e => e.Event).Should().Equal("quota_corrected", "quota_adjusted", "quota_granted");
        history.Should().OnlyContain(e => e.Sentence.All(p => p.Text.Vi.Length > 0 == p.Text.En.Length > 0));

        await new PaperService.PaperServiceClient(app.Grpc()).WithdrawPaperAsync(
            new()
            {
                Envelope = Seed.Envelope("Ban hành sai thẩm quyền."),
                Id = adjusting.ToString(),
                On = "2024-05-01",
            }
        );
        (await Of(unit, "2024-06-01")).Count.Should().Be(12, "what rested on the withdrawn paper has fallen");
        await Quotas.RevokeQuotaAsync(
            new()
            {
                Envelope = Seed.Envelope("Giao nhầm đơn vị."),
                UnitId = unit.ToString(),
                Type = Type,
                Year = 2024,
            }
        );
        await Refused.By(
            Quotas.GetQuotaAsync(
                new()
                {
                    UnitId = unit.ToString(),
                    Type = Type,
                    Year = 2024,
                }
            ),
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        await Grant(unit, 8);
        (await Of(unit, "2024-06-01")).Count.Should().Be(8);
    }

    [Fact]
    public async Task Refusals_name_the_field_and_the_remedy()
    {
        var unit = await app.Seed.Unit("Xã Mới Lập", "2024-06-01");
        (await Refused.By(() => Grant(unit, 5), StatusCode.FailedPrecondition, "UNIT_NOT_IN_FORCE", "from"))
            .Message.Vi.Should()
            .Contain("01/6/2024");
        await Grant(unit, 5, from: "2024-06-01");
        await Refused.By(
            () => Grant(unit, 6, from: "2024-06-01"),
            StatusCode.AlreadyExists,
            "QUOTA_ALREADY_GRANTED",
            "year"
        );
        await Refused.By(
            () => Grant(Guid.CreateVersion7(), 5),
            StatusCode.FailedPrecondition,
            "UNIT_NOT_ON_RECORD",
            "unit_id"
        );
        await Refused.By(
            Quotas.AdjustQuotaAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    UnitId = unit.ToString(),
                    Type = Type,
                    Year = 2024,
                    On = "2025-01-01",
                    Delta = 1,
                }
            ),
            StatusCode.FailedPrecondition,
            "OUTSIDE_QUOTA_YEAR",
            "on"
        );
        await Refused.By(
            Quotas.AdjustQuotaAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    UnitId = unit.ToString(),
                    Type = Type,
                    Year = 2024,
                    On = "2024-07-01",
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "amount"
        );
        await Refused.By(
            Quotas.RevokeQuotaAsync(
                new()
                {
                    Envelope = Seed.Envelope(""),
                    UnitId = unit.ToString(),
                    Type = Type,
                    Year = 2024,
                }
            ),
            StatusCode.FailedPrecondition,
            "REASON_REQUIRED",
            "envelope.reason"
        );
        await Refused.By(
            Quotas.GrantQuotaAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    UnitId = "x",
                    Year = 3,
                    Count = -1,
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "type"
        );
        (
            await Quotas.GrantQuotaAsync(
                new()
                {
                    Envelope = Seed.Envelope(validateOnly: true),
                    UnitId = unit.ToString(),
                    Type = QuotaType.CommuneCadres,
                    Year = 2024,
                    Count = 3,
                    From = "2024-06-01",
                }
            )
        ).Consequences.Should().ContainSingle(c => c.Kind == "quota");
    }

    [Fact]
    public async Task Only_those_who_record_units_record_quotas_and_all_who_read_units_read_them()
    {
        var unit = await app.Seed.Unit("Xã Quyền");
        await Grant(unit, 4);
        foreach (var other in new[] { "lanhdao", "kiemtoan", "quantri" })
        {
            var quotas = new QuotaService.QuotaServiceClient(app.Grpc(other));
            await Refused.By(
                quotas.GrantQuotaAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(),
                        UnitId = unit.ToString(),
                        Type = Type,
                        Year = 2025,
                        Count = 4,
                    }
                ),
                StatusCode.PermissionDenied,
                "NOT_ALLOWED"
            );
            (await quotas.ListQuotasAsync(new() { UnitId = unit.ToString() })).Quotas.Should().ContainSingle();
        }
        await Refused.By(
            new StaffingService.StaffingServiceClient(app.Grpc("quantri")).ListStaffingPeopleAsync(
                new() { Cell = StaffingCell.Present }
            ),
            StatusCode.PermissionDenied,
            "NOT_ALLOWED"
        );
        await Refused.By(
            new StaffingService.StaffingServiceClient(app.Grpc(null)).GetStaffingAsync(new()),
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
    }

    [Fact]
    public async Task Lists_are_by_year_type_and_unit_and_go_on_page_by_page()
    {
        var above = await app.Seed.Unit("Cụm Danh Sách");
        var (b, a) = (await app.Seed.Unit("Xã Bờ", parent: above), await app.Seed.Unit("Xã Ao", parent: above));
        foreach (var unit in new[] { b, a })
        foreach (var year in new[] { 2023, 2024 })
            await Grant(unit, 7, year: year);
        var request = new ListQuotasRequest
        {
            UnitId = above.ToString(),
            Below = true,
            PageSize = 3,
        };
        var first = await Quotas.ListQuotasAsync(request);
        first
            .Quotas.Select(q => (q.UnitName, q.Year))
            .Should()
            .Equal(("Xã Ao", 2024), ("Xã Bờ", 2024), ("Xã Ao", 2023));
        first.TotalSize.Should().Be(4);
        (await Quotas.ListQuotasAsync(new(request) { PageToken = first.NextPageToken }))
            .Quotas.Should()
            .ContainSingle()
            .Which.UnitName.Should()
            .Be("Xã Bờ");
        (await Line(above, "2024-02-01"))
            .Should()
            .Match<StaffingLine>(l => l.Granted == 14 && !l.GrantedHere && l.GrantedBelow == 14);
        (await Quotas.ListQuotaTypesAsync(new()))
            .Types_.Should()
            .HaveCount(6)
            .And.OnlyContain(t => t.Name.Vi.Length > 0 && t.Basis.En.Length > 0);
    }

    [Fact]
    public async Task A_unit_that_was_merged_is_granted_nothing_and_what_it_still_has_is_flagged_with_its_successor()
    {
        var (old, heir) = (await app.Seed.Unit("Xã Đã Nhập"), await app.Seed.Unit("Xã Kế Thừa"));
        await Grant(old, 9);
        await Quotas.GrantQuotaAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                UnitId = old.ToString(),
                Type = QuotaType.CommuneCadres,
                Year = 2024,
                Count = 4,
            }
        );
        await app.Seed.Units.MergeUnitsAsync(
            new()
            {
                Envelope = Seed.Envelope("Sắp xếp."),
                Ids = { old.ToString() },
                IntoId = heir.ToString(),
                On = "2024-07-01",
            }
        );

        async Task<StaffingNotice[]> Notices(string day) =>
            [
                .. (await Staffing.GetStaffingAsync(new() { At = new() { ValidOn = day } })).Notices.Where(n =>
                    n.UnitId == old.ToString()
                ),
            ];
        (await Notices("2024-06-30")).Should().NotContain(n => n.Kind == StaffingNoticeKind.UnitNotInForce);
        var flagged = (await Notices("2024-07-01")).Where(n => n.Kind == StaffingNoticeKind.UnitNotInForce).ToArray();
        flagged.Select(n => n.Type).Should().BeEquivalentTo([Type, QuotaType.CommuneCadres]);
        flagged
            .Should()
            .OnlyContain(n =>
                n.Ended == "2024-07-01"
                && n.Successors.Single().UnitId == heir.ToString()
                && n.Message.Vi.Contains("01/7/2024")
                && n.Message.Vi.Contains("Xã Kế Thừa")
                && n.Message.En.Contains("Xã Kế Thừa")
            );

        // Neither granted nor raised from that day on; the refusal says by whom it is held now, and that one is granted
        // it.
        var granting = await Refused.By(
            Quotas.GrantQuotaAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    UnitId = old.ToString(),
                    Type = QuotaType.CommunePartTimers,
                    Year = 2024,
                    Count = 2,
                    From = "2024-08-01",
                }
            ),
            StatusCode.FailedPrecondition,
            "UNIT_NOT_IN_FORCE",
            "unit_id"
        );
        (
            granting.Message.Vi.Contains("Xã Kế Thừa"),
            granting.Message.En.Contains("Xã Kế Thừa"),
            granting.RelatedIds.Single()
        )
            .Should()
            .Be((true, true, heir.ToString()));
        AdjustQuotaRequest Adjust(int count, string on) =>
            new()
            {
                Envelope = Seed.Envelope(),
                UnitId = old.ToString(),
                Type = Type,
                Year = 2024,
                On = on,
                Count = count,
            };
        (
            await Refused.By(
                Quotas.AdjustQuotaAsync(Adjust(12, "2024-09-01")),
                StatusCode.FailedPrecondition,
                "UNIT_NOT_IN_FORCE",
                "on"
            )
        )
            .Message.Vi.Should()
            .Contain("Xã Kế Thừa");
        await Grant(heir, 9, from: "2024-07-01");

        // The remedy is one: brought to 0 from that day it is flagged no more, and the time before keeps its posts.
        await Quotas.AdjustQuotaAsync(Adjust(0, "2024-07-01"));
        (await Notices("2024-08-01"))
            .Where(n => n.Kind == StaffingNoticeKind.UnitNotInForce)
            .Should()
            .ContainSingle()
            .Which.Type.Should()
            .Be(QuotaType.CommuneCadres);
        (await Of(old, "2024-06-30")).Count.Should().Be(9);
    }

    [Fact]
    public async Task Of_a_unit_that_was_split_and_its_heir_merged_again_the_successors_standing_that_day_are_named()
    {
        var (old, north, south, later) = (
            await app.Seed.Unit("Xã Chia Đôi"),
            await app.Seed.Unit("Xã Phía Bắc"),
            await app.Seed.Unit("Xã Phía Nam"),
            await app.Seed.Unit("Xã Sau Cùng")
        );
        UnitPart Part(Guid into, PartKind part) => new() { IntoId = into.ToString(), Part = part };
        await app.Seed.Units.SplitUnitAsync(
            new()
            {
                Envelope = Seed.Envelope("Chia."),
                Id = old.ToString(),
                On = "2024-03-01",
                Parts = { Part(north, PartKind.Minor), Part(south, PartKind.Remainder) },
            }
        );
        await app.Seed.Units.MergeUnitsAsync(
            new()
            {
                Envelope = Seed.Envelope("Nhập."),
                Ids = { north.ToString() },
                IntoId = later.ToString(),
                On = "2024-05-01",
            }
        );
        async Task<string[]> Named(string from) =>
            [
                .. (
                    await Refused.By(
                        () => Grant(old, 1, from: from),
                        StatusCode.FailedPrecondition,
                        "UNIT_NOT_IN_FORCE",
                        "unit_id"
                    )
                ).RelatedIds,
            ];
        (await Named("2024-04-01")).Should().BeEquivalentTo([north.ToString(), south.ToString()]);
        (await Named("2024-06-01")).Should().BeEquivalentTo([later.ToString(), south.ToString()]);

        var gone = await app.Seed.Unit("Xã Không Còn");
        await app.Seed.Units.DissolveUnitAsync(
            new()
            {
                Envelope = Seed.Envelope("Giải thể."),
                Id = gone.ToString(),
                On = "2024-03-01",
            }
        );
        var refusal = await Refused.By(
            () => Grant(gone, 1, from: "2024-04-01"),
            StatusCode.FailedPrecondition,
            "UNIT_NOT_IN_FORCE",
            "unit_id"
        );
        (refusal.RelatedIds.Count, refusal.Message.Vi.Contains("không có đơn vị kế thừa")).Should().Be((0, true));
    }
}
