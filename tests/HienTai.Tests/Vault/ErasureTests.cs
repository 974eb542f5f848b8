using System.Text;
using Google.Protobuf;
using Grpc.Core;
using HienTai.Organization.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Tests.Reliability;

namespace HienTai.Tests.Vault;

/// <summary>
/// A person erased by decision: gone everywhere and at every TimePoint, and nothing else has changed.
/// </summary>
public sealed class ErasureTests(VaultApp app) : IClassFixture<VaultApp>
{
    [Fact]
    public async Task Names_and_values_are_gone_and_everything_else_stays()
    {
        var (canaries, unit) = (new Canaries(), await app.Seed.Unit("Xã Có Người Xoá"));
        await canaries.Record(app.Grpc(), unit);
        var (other, staff) = (new Canaries(), await app.Seed.Person("Trần Thị Ở Lại"));
        await other.Record(app.Grpc(), unit);
        await app.Seed.Assignment(staff, unit, "2012");
        var (decision, files) = (await app.Seed.Paper("77/QĐ-XOA"), new FileService.FileServiceClient(app.Grpc()));
        // Two people with one and the same file: it stays for the one who stays.
        await app.Seed.People.AttachEvidenceAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = canaries.Id.ToString(),
                Change = new() { QualificationId = canaries.Qualification.ToString(), Sha256 = other.Sha256 },
            }
        );
        (await app.Lines($"select kind from keystore.file_key where holder in ('{canaries.Id}', '{other.Id}')"))
            .Should()
            .Equal("person", "person", "person");
        (await app.Scalar<long>("select count(*) from file")).Should().Be(2);
        // What they asked, what was proposed about them and why their file was opened goes with them.
        var (asked, proposal) = (Seed.NewId().ToString(), Seed.NewId().ToString());
        await new PrivacyService.PrivacyServiceClient(app.Grpc()).OpenPrivacyRequestAsync(
            new()
            {
                Envelope = Seed.Envelope(canaries.Reason),
                Id = asked,
                PersonId = canaries.Id.ToString(),
                Kind = PrivacyRequestKind.Erase,
                Words = $"Xin xoá {canaries.Reason}",
            }
        );
        await new ProposalService.ProposalServiceClient(app.Grpc()).MakeProposalAsync(
            new()
            {
                Envelope = Seed.Envelope(canaries.Reason),
                Id = proposal,
                Changes =
                {
                    new PersonChange
                    {
                        PersonId = canaries.Id.ToString(),
                        ChangeContacts = new()
                        {
                            From = "2020",
                            Contacts = new() { Phone = canaries.Phone, Address = canaries.Address },
                        },
                    },
                },
            }
        );
        await app.Seed.People.GetPersonAsync(
            new()
            {
                Id = canaries.Id.ToString(),
                Reveal = new()
                {
                    Classes = { DataClass.Sensitive },
                    Purpose = Purpose.FileKeeping,
                    Reason = canaries.Reason,
                },
            }
        );
        var position = (await app.Seed.People.ListPeopleAsync(new())).At.Position;
        var before = await Answers(position, unit, staff, other.Id);
        // The planner keeps samples of what it has seen.
        await using (var all = Npgsql.NpgsqlDataSource.Create(app.Connections.Administrator))
        await using (var analyze = all.CreateCommand("analyze fact_person_search; analyze fact_title"))
            await analyze.ExecuteNonQueryAsync();
        Canaries
            .Found(canaries.All, Encoding.UTF8.GetBytes(string.Join("\n", await app.Lines(Samples))))
            .Should()
            .NotBeEmpty();

        var request = new ErasePersonRequest
        {
            Envelope = Seed.Envelope(canaries.Reason, decision, validateOnly: true),
            PersonId = canaries.Id.ToString(),
        };
        var preview = await app.Seed.People.ErasePersonAsync(request);
        var would = preview.Consequences.Should().ContainSingle(c => c.Kind == "person").Subject;
        preview
            .Consequences.Should()
            .ContainSingle(c => c.Kind == "privacy_request", "what was asked is answered with it");
        would.Ceases.Select(c => c.Label.Vi).Should().Contain(["Nhân thân", "Liên hệ"]);
        would.Begins.Should().Contain(b => b.Value.Vi == "đã xoá theo quyết định");
        Canaries
            .Found([canaries.Number, "Rơ-măm", canaries.Reason], preview.ToByteArray())
            .Should()
            .BeEmpty("trying an erasure opens nothing that is kept");
        (await app.Seed.People.GetPersonAsync(new() { Id = canaries.Id.ToString() }))
            .Person.Identity.FullName.Should()
            .Be(canaries.LaterName, "nothing was erased yet");
        request.Envelope.ValidateOnly = false;
        // A question that began before is answered from what was, and does not keep it on the disk.
        await using (var older = await app.Database.OpenConnectionAsync())
        await using (var question = await older.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead))
        {
            await using var names = new Npgsql.NpgsqlCommand(
                "select string_agg(full_name, ' ') from fact_person_search",
                older,
                question
            );
            ((string)(await names.ExecuteScalarAsync())!).Should().Contain(canaries.Name);
            var erasing = app.Seed.People.ErasePersonAsync(request).ResponseAsync;
            await Until.True(
                () => app.Scalar<bool>("select exists (select from setting where name = 'clear_remains_due')"),
                "the erasure is recorded"
            );
            ((string)(await names.ExecuteScalarAsync())!).Should().Contain(canaries.Name);
            await question.DisposeAsync();
            (await erasing).EventCount.Should().Be(2);
        }
        (await app.Seed.People.ErasePersonAsync(request)).Repeated.Should().BeTrue();

        (await new PrivacyService.PrivacyServiceClient(app.Grpc()).GetPrivacyRequestAsync(new() { Id = asked }))
            .Request.Should()
            .Match<PrivacyRequest>(r => r.Standing == PrivacyRequestStanding.Done && r.Words == "");
        (await new ProposalService.ProposalServiceClient(app.Grpc()).GetProposalAsync(new() { Id = proposal }))
            .Proposal.Items.Should()
            .ContainSingle()
            .Which.Change.ChangeCase.Should()
            .Be(PersonChange.ChangeOneofCase.None);
        foreach (var (table, text) in await app.Dump())
            Canaries.Found(canaries.All, Encoding.UTF8.GetBytes(text)).Should().BeEmpty(table);
        Canaries
            .Found(canaries.All, Encoding.UTF8.GetBytes(string.Join("\n", await app.Lines(Samples))))
            .Should()
            .BeEmpty("the samples were taken anew");
        var remains = new List<string>();
        foreach (
            var file in Directory.GetFiles(
                Path.Combine(
                    Postgres.Cluster,
                    "base",
                    await app.Scalar<string>("select oid::text from pg_database where datname = current_database()")
                )
            )
        )
            if (Canaries.Found(canaries.All, await File.ReadAllBytesAsync(file)).ToArray() is { Length: > 0 } left)
                remains.Add(
                    $"{string.Join(" ", await app.Lines($"select relname from pg_class where pg_relation_filenode(oid)::text = split_part('{Path.GetFileName(file)}', '_', 1)"))} keeps {string.Join(", ", left)}"
                );
        remains.Should().BeEmpty();
        (await app.Rebuilt())
            .Should()
            .Match<HienTai.Registry.V1.CheckRebuildResponse>(v => v.Identical && v.Differences.Count == 0);
        (await Answers(position, unit, staff, other.Id))
            .Should()
            .Be(before, "figures and everybody else are as they were");
        (await app.Scalar<long>($"select count(*) from keystore.person_key where subject = '{canaries.Id}'"))
            .Should()
            .Be(0);
        (await app.Scalar<long>("select count(*) from setting where name = 'clear_remains_due'"))
            .Should()
            .Be(0, "clear remains were driven out");

        foreach (
            var at in new[]
            {
                new TimePoint(),
                new() { KnownPosition = position },
                new() { ValidOn = "2015-06-01", KnownPosition = position },
            }
        )
            Canaries.Found(canaries.All, await Everything(canaries, at)).Should().BeEmpty(at.ToString());
        var person = (
            await app.Seed.People.GetPersonAsync(
                new()
                {
                    Id = canaries.Id.ToString(),
                    At = new() { KnownPosition = position },
                }
            )
        ).Person;
        (person.Erased.Paper.Id, person.Identity.Birth, person.Contacts).Should().Be((decision.ToString(), "", null!));
        (
            person.Assignments.Single().Details.Post,
            person.Qualifications.Single().Details.Level,
            person.Qualifications.Single().Details.Number
        )
            .Should()
            .Be(("Bảo vệ", Level.EducationMaster, ""));
        var history = (await app.Seed.People.GetPersonHistoryAsync(new() { Id = canaries.Id.ToString() })).Entries;
        history
            .Select(e => e.Event)
            .Should()
            .Equal(
                "person_erased",
                "qualification_evidence_attached",
                "person_name_changed",
                "placement_judged",
                "qualification_declared",
                "assignment_started",
                "person_registered"
            );
        string.Concat(history[0].Sentence.Select(s => s.Text.Vi))
            .Should()
            .Be("Xoá dữ liệu cá nhân theo quyết định 77/QĐ-XOA");
        string.Concat(history[^1].Sentence.Select(s => s.Text.Vi)).Should().Be("Lập hồ sơ (đã xoá)");
        string.Concat(history[2].Sentence.Select(s => s.Text.En)).Should().StartWith("Changed name (erased)");

        (await app.Scalar<long>("select count(*) from file")).Should().Be(1, "the file of the other stays");
        await Refused.By(
            async () =>
            {
                using var call = files.DownloadFile(new() { Sha256 = canaries.Sha256 });
                await call.ResponseStream.MoveNext();
            },
            StatusCode.NotFound,
            "NOT_ON_RECORD"
        );
        using (var still = files.DownloadFile(new() { Sha256 = other.Sha256 }))
        {
            (await still.ResponseStream.MoveNext()).Should().BeTrue();
            still.ResponseStream.Current.Chunk.ToStringUtf8().Should().Be(other.Content);
        }
        await Refused.By(
            app.Seed.People.ChangeNameAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = canaries.Id.ToString(),
                    Change = new() { From = "2024", FullName = "Trần Thị Mới" },
                }
            ),
            StatusCode.FailedPrecondition,
            "PERSON_ERASED",
            "person_id"
        );
        await Refused.By(
            app.Seed.People.RegisterPersonAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = canaries.Id.ToString(),
                    Change = new()
                    {
                        Identity = new()
                        {
                            FullName = "Trần Thị Mới",
                            Birth = "1986",
                            Sex = Sex.Female,
                        },
                    },
                }
            ),
            StatusCode.FailedPrecondition,
            "PERSON_ERASED"
        );
        // Number and file number are free again.
        await app.Seed.People.RegisterPersonAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                PersonId = Seed.NewId().ToString(),
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = "Trần Thị Về Lại",
                        Birth = "1986-09-14",
                        Sex = Sex.Female,
                        PersonalNumber = canaries.Number,
                        FileNumber = canaries.FileNumber,
                    },
                },
            }
        );
        (await app.Rebuilt()).Identical.Should().BeTrue();
    }

    [Fact]
    public async Task A_paper_withdrawn_later_still_takes_down_what_an_erased_persons_figures_rest_on()
    {
        var (canaries, unit, paper, decision) = (
            new Canaries(),
            await app.Seed.Unit("Xã Thu Hồi Sau"),
            await app.Seed.Paper("12/QĐ-TH"),
            await app.Seed.Paper("78/QĐ-XOA")
        );
        await canaries.Record(app.Grpc(), unit);
        await app.Seed.People.CorrectAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope("sai ngày", paper),
                PersonId = canaries.Id.ToString(),
                Change = new()
                {
                    AssignmentId = canaries.Assignment.ToString(),
                    WrongFrom = "2015-01-01",
                    From = "2016-01-01",
                    To = "2020-01-01",
                    Details = Seed.Details(unit, "Bảo vệ", Category.ContractWorker, ""),
                },
            }
        );
        await app.Seed.People.ErasePersonAsync(
            new() { Envelope = Seed.Envelope(paper: decision), PersonId = canaries.Id.ToString() }
        );
        (
            await app.Seed.Papers.WithdrawPaperAsync(
                new()
                {
                    Envelope = Seed.Envelope("ban hành sai"),
                    Id = paper.ToString(),
                    On = "2024-01-01",
                }
            )
        ).EventCount.Should().Be(2);
        (await app.Seed.People.GetPersonAsync(new() { Id = canaries.Id.ToString() }))
            .Person.Assignments.Single()
            .Period.From.Should()
            .Be("2015-01-01");
        (await app.Rebuilt()).Identical.Should().BeTrue();
    }

    [Fact]
    public async Task Who_may_not_be_erased_gets_the_rule_and_the_decision_is_needed()
    {
        var (person, unit, decision) = (
            await app.Seed.Person("Trần Thị Phải Lưu"),
            await app.Seed.Unit("Xã Lưu"),
            await app.Seed.Paper("79/QĐ-XOA")
        );
        await app.Seed.Assignment(person, unit, "2010-01-01", "2020-01-01");
        foreach (var only in new[] { true, false })
        {
            var refusal = await Refused.By(
                app.Seed.People.ErasePersonAsync(
                    new()
                    {
                        Envelope = Seed.Envelope(paper: decision, validateOnly: only),
                        PersonId = person.ToString(),
                    }
                ),
                StatusCode.FailedPrecondition,
                "UNDER_RETENTION",
                "person_id"
            );
            refusal.Message.Vi.Should().Contain("01/01/2090").And.Contain("70 năm");
        }
        await Refused.By(
            app.Seed.People.ErasePersonAsync(new() { Envelope = Seed.Envelope(), PersonId = person.ToString() }),
            StatusCode.FailedPrecondition,
            "DECISION_REQUIRED",
            "envelope.paper_id"
        );
        await app.Seed.Assignment(person, unit, "2021-01-01");
        await Refused.By(
            app.Seed.People.ErasePersonAsync(
                new() { Envelope = Seed.Envelope(paper: decision), PersonId = person.ToString() }
            ),
            StatusCode.FailedPrecondition,
            "ASSIGNMENT_UNEXPIRED"
        );
        (await app.Seed.People.GetPersonAsync(new() { Id = person.ToString() }))
            .Person.Identity.FullName.Should()
            .Be("Trần Thị Phải Lưu");
    }

    const string Samples = "select s::text from pg_stats s where tablename like 'fact_%'";

    // Counts at several TimePoints, and all there is to ask about others.
    async Task<string> Answers(long position, Guid unit, params Guid[] others)
    {
        var text = new StringBuilder();
        foreach (var day in new[] { "2014-06-01", "2015-06-01", "2018-06-01", "2021-06-01" })
        {
            TimePoint at = new() { ValidOn = day, KnownPosition = position };
            var tree = await app.Seed.Units.ListUnitsAsync(new() { At = at });
            text.AppendLine(
                $"{day} {tree.People} {string.Join(" ", tree.Units.Select(u => $"{u.Code}{u.People}/{u.PeopleBelow}"))}"
            );
            foreach (
                var filter in new ListPeopleRequest[]
                {
                    new(),
                    new() { Sex = Sex.Female },
                    new() { Categories = { Category.ContractWorker } },
                    new() { MinLevel = Level.EducationMaster },
                    new() { Status = ServiceStatus.Left },
                    new() { Status = ServiceStatus.Any },
                }
            )
            {
                (filter.At, filter.UnitId) = (at, unit.ToString());
                text.AppendLine($"{filter} {(await app.Seed.People.ListPeopleAsync(filter)).TotalSize}");
            }
            foreach (var id in others)
            {
                text.AppendLine(
                    (await app.Seed.People.GetPersonAsync(new() { Id = id.ToString(), At = at }))
                        .Person.ToByteString()
                        .ToBase64()
                );
                text.AppendLine(
                    string.Concat(
                        (
                            await app.Seed.People.GetPersonTimelineAsync(new() { Id = id.ToString(), At = at })
                        ).Facts.Select(f => f.ToByteString().ToBase64())
                    )
                );
                text.AppendLine(
                    string.Concat(
                        (
                            await app.Seed.People.GetPersonHistoryAsync(new() { Id = id.ToString(), At = at })
                        ).Entries.Select(f => f.ToByteString().ToBase64())
                    )
                );
            }
        }
        return text.ToString();
    }

    // All there is to ask about the erased one.
    async Task<byte[]> Everything(Canaries who, TimePoint at)
    {
        var (id, people) = (who.Id.ToString(), app.Seed.People);
        var all = new List<IMessage>
        {
            await people.GetPersonAsync(new() { Id = id, At = at }),
            await people.GetPersonHistoryAsync(new() { Id = id, At = at }),
            await people.GetPersonTimelineAsync(new() { Id = id, At = at }),
            await people.ComparePersonAsync(
                new()
                {
                    Id = id,
                    A = new() { KnownPosition = 1 },
                    B = at,
                }
            ),
            await people.ListPeopleAsync(
                new()
                {
                    Status = ServiceStatus.Any,
                    At = at,
                    PageSize = 200,
                }
            ),
            await people.FindDuplicatesAsync(
                new()
                {
                    FullName = who.Name,
                    Birth = "1986-09-14",
                    PersonalNumber = who.Number,
                    At = at,
                }
            ),
        };
        foreach (var query in new[] { who.Name, who.LaterName, who.Number, who.FileNumber, who.OtherName })
        {
            var found = await people.ListPeopleAsync(
                new()
                {
                    Query = query,
                    Status = ServiceStatus.Any,
                    At = at,
                }
            );
            found.People.Should().BeEmpty(query);
        }
        return [.. all.SelectMany(m => m.ToByteArray())];
    }
}

/// <summary>
/// What is left on the disk of a server that erased somebody: tables, indexes, samples, log of changes, logs, output.
/// </summary>
public sealed class RemainsTests
{
    [Fact]
    public async Task Nothing_is_left_on_the_disk()
    {
        await using var server = new ServerProcess();
        await server.Start();
        var (canaries, other, root, decision) = (new Canaries(), new Canaries(), Seed.NewId(), Seed.NewId());
        await new UnitService.UnitServiceClient(server.Grpc).FoundUnitAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = root.ToString(),
                Kind = UnitKind.District,
                From = "1976",
                Name = "Huyện Bình Chánh",
            }
        );
        await new PaperService.PaperServiceClient(server.Grpc).RegisterPaperAsync(
            new()
            {
                Envelope = Seed.Envelope(),
                Id = decision.ToString(),
                Details = new()
                {
                    Kind = PaperKind.Decision,
                    Number = "80/QĐ-XOA",
                    Title = "Về việc xoá",
                    Issuer = "UBND huyện Bình Chánh",
                    SignedOn = "2024-01-01",
                },
            }
        );
        await canaries.Record(server.Grpc, root);
        await other.Record(server.Grpc, root);
        var found = OnDisk(server.Folder, canaries.All);
        canaries
            .Searchable.Except(found.Select(f => f.Canary))
            .Should()
            .BeEmpty("what search needs is on the disk until it is erased, or this test could not fail");
        found.Select(f => f.Canary).Except(canaries.Searchable).Should().BeEmpty("the rest never was");

        await new PersonService.PersonServiceClient(server.Grpc).ErasePersonAsync(
            new() { Envelope = Seed.Envelope(canaries.Reason, decision), PersonId = canaries.Id.ToString() }
        );
        OnDisk(server.Folder, canaries.All).Should().BeEmpty();
        OnDisk(server.Folder, other.Searchable).Should().NotBeEmpty("others are still found");
        Canaries.Found(canaries.All, Encoding.UTF8.GetBytes(server.Output)).Should().BeEmpty();
        (await server.Stop()).Should().Be(0);
        OnDisk(server.Folder, canaries.All).Should().BeEmpty();
        await server.Start();
        (
            await new PersonService.PersonServiceClient(server.Grpc).GetPersonAsync(
                new() { Id = other.Id.ToString(), Reveal = Seed.Everything }
            )
        )
            .Person.Identity.PersonalNumber.Should()
            .Be(other.Number);
    }

    internal static List<(string Canary, string File)> OnDisk(string folder, IReadOnlyList<string> canaries)
    {
        var found = new List<(string, string)>();
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            byte[] bytes;
            try
            {
                using var stream = new FileStream(
                    file,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite | FileShare.Delete
                );
                bytes = new byte[stream.Length];
                stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            }
            catch (IOException)
            {
                continue;
            } // gone meanwhile, or the lock of the folder
            found.AddRange(Canaries.Found(canaries, bytes).Select(c => (c, Path.GetRelativePath(folder, file))));
        }
        return found;
    }
}
