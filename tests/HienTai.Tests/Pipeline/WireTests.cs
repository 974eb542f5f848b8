using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using HienTai.Contributions.V1;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Hosting;
using HienTai.Standards.V1;
using HienTai.Talent.V1;

namespace HienTai.Tests.Pipeline;

/// <summary>
/// What goes over the wire beside the messages: refusals any client knows, sealed page tokens, compression.
/// </summary>
public sealed class WireTests(App app)
{
    const string Method = "/hientai.personnel.v1.PersonService/ListPeople";

    static readonly HttpClient Http = new(
        new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.None }
    );

    HttpRequestMessage Web(byte[] message, string method = Method, byte compressed = 0)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, app.WebAddress + method)
        {
            Content = Framed(message, compressed),
        };
        request.Content.Headers.ContentType = new("application/grpc-web+proto");
        request.Headers.Add(Doors.Header, "1");
        return As(request);
    }

    HttpRequestMessage Native(byte[] message, string method = Method, byte compressed = 0)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, app.GrpcAddress + method)
        {
            Content = Framed(message, compressed),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.Add("te", "trailers");
        return As(request);
    }

    static HttpRequestMessage As(HttpRequestMessage request)
    {
        request.Headers.Add("x-acting-as", "noivu");
        return request;
    }

    static ByteArrayContent Framed(byte[] message, byte compressed) =>
        new([compressed, 0, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message]);

    static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.TrailingHeaders.TryGetValues(name, out values)
            ? string.Join(",", values)
            : "";

    static async Task<(string Code, string Reason, string Accepted)> RefusalOf(HttpRequestMessage request)
    {
        using var answer = await Http.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        var details = Header(answer, "grpc-status-details-bin");
        var padded = details.PadRight((details.Length + 3) / 4 * 4, '=');
        var status = Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(padded));
        return (
            Header(answer, "grpc-status"),
            status.GetDetail<Refusal>()!.Reason,
            Header(answer, "grpc-accept-encoding")
        );
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_the_callers_fault()
    {
        foreach (var bytes in new byte[][] { [0xFF], [0x0A, 0x7F, 0x41], [0x0A, 0x02, 0xC3, 0x28], [0x0C] })
        foreach (var request in new[] { Native(bytes), Web(bytes) })
            (await RefusalOf(request))
                .Should()
                .Match<(string Code, string Reason, string Accepted)>(r =>
                    r.Code == $"{(int)StatusCode.InvalidArgument}" && r.Reason == "NOT_UNDERSTOOD"
                );
    }

    [Fact]
    public async Task An_encoding_nobody_knows_is_unimplemented_and_those_known_are_named()
    {
        foreach (var request in new[] { Native([1, 2, 3], compressed: 1), Web([1, 2, 3], compressed: 1) })
        {
            request.Headers.Add("grpc-encoding", "snappy");
            (await RefusalOf(request))
                .Should()
                .Be(($"{(int)StatusCode.Unimplemented}", "ENCODING_UNKNOWN", Compression.Accepted));
        }
        (await RefusalOf(Native([], "/hientai.personnel.v1.PersonService/Nothing")))
            .Reason.Should()
            .Be("NO_SUCH_METHOD");
    }

    [Fact]
    public async Task Every_encoding_it_names_is_read()
    {
        var message = new ListPeopleRequest { PageSize = 1 }.ToByteArray();
        foreach (var name in Compression.Accepted.Split(','))
        {
            var request = Native(Packed(message, name), compressed: (byte)(name is "identity" ? 0 : 1));
            request.Headers.Add("grpc-encoding", name);
            using var answer = await Http.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            Header(answer, "grpc-status").Should().Be("0", name);
        }
    }

    static byte[] Packed(byte[] message, string encoding)
    {
        if (encoding is "identity")
            return message;
        using var packed = new MemoryStream();
        using (
            Stream pack = encoding is "gzip"
                ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)
                : new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)
        )
            pack.Write(message);
        return packed.ToArray();
    }

    [Fact]
    public async Task A_refusal_has_what_clients_of_any_service_know()
    {
        var refused = await FluentActions
            .Awaiting(async () => await app.Seed.People.ListPeopleAsync(new() { PageSize = 900, MinAge = -1 }))
            .Should()
            .ThrowAsync<RpcException>();
        var status = refused.Which.GetRpcStatus()!;
        status.GetDetail<ErrorInfo>().Should().Be(new ErrorInfo { Reason = "MALFORMED", Domain = "hientai" });
        status
            .GetDetail<BadRequest>()!
            .FieldViolations.Select(f => f.Field)
            .Should()
            .BeEquivalentTo("page_size", "min_age")
            .And.Equal(status.GetDetail<Refusal>()!.Fields.Select(f => f.Field));
        status.GetDetail<RetryInfo>().Should().BeNull("asking again would not help");
        HienTai
            .Server.Pipeline.Refusals.Status(Code.Unavailable, new() { Message = new() }, TimeSpan.FromSeconds(1))
            .GetDetail<RetryInfo>()!
            .RetryDelay.Should()
            .Be(Duration.FromTimeSpan(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task However_many_faults_there_are_the_trailers_stay_short()
    {
        var refused = await FluentActions
            .Awaiting(async () =>
                await app.Seed.People.RecordChangesAsync(
                    new() { Envelope = Seed.Envelope(), Changes = { Enumerable.Repeat(new PersonChange(), 900) } }
                )
            )
            .Should()
            .ThrowAsync<RpcException>();
        refused
            .Which.Trailers.Sum(t => t.Key.Length + (t.IsBinary ? t.ValueBytes.Length : t.Value.Length))
            .Should()
            .BeLessThan(8_000);
        refused.Which.GetRpcStatus()!.GetDetail<Refusal>()!.Fields[0].Field.Should().Be("changes[0].person_id");
    }

    [Fact]
    public async Task A_page_token_reveals_nothing_and_cannot_be_made()
    {
        var unit = await app.Seed.Unit($"Trường Mã Trang {Guid.NewGuid():N}"[..24]);
        foreach (var name in (string[])["Lê Thị Một", "Lê Thị Hai"])
            await app.Seed.Assignment(await app.Seed.Person(name), unit, "2020");
        var request = new ListPeopleRequest { UnitId = unit.ToString(), PageSize = 1 };
        var first = await app.Seed.People.ListPeopleAsync(request);
        var again = await app.Seed.People.ListPeopleAsync(request);
        again.NextPageToken.Should().NotBe(first.NextPageToken, "two of the same page have nothing in common");
        var inside = Encoding.Latin1.GetString(
            Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(first.NextPageToken)
        );
        foreach (var told in (string[])["Query", "Position", "After", first.People[0].Id, $"{first.At.Position}"])
            inside.Should().NotContain(told);
        var middle = first.NextPageToken.Length / 2;
        var touched =
            first.NextPageToken[..middle]
            + (first.NextPageToken[middle] == 'A' ? 'B' : 'A')
            + first.NextPageToken[(middle + 1)..];
        foreach (var forged in (string[])["x", "\t", "AAAA", touched, first.NextPageToken + "A", "e30="])
            await Refused.By(
                app.Seed.People.ListPeopleAsync(new(request) { PageToken = forged }),
                StatusCode.InvalidArgument,
                "MALFORMED",
                "page_token"
            );
        (await app.Seed.People.ListPeopleAsync(new(request) { PageToken = first.NextPageToken }))
            .People.Should()
            .ContainSingle();
    }

    /// <summary>They are sealed and opened where they stand at the top of a message, and nowhere else.</summary>
    [Fact]
    public void Every_page_token_is_where_it_is_sealed()
    {
        var methods = DeclaredNeeds.Services.SelectMany(s => s.Methods).ToArray();
        var asking = methods.Where(m => m.InputType.FindFieldByName("page_token") is not null).ToArray();
        asking.Should().HaveCountGreaterThan(15);
        asking
            .Where(m => m.OutputType.FindFieldByName("next_page_token") is null || m.IsServerStreaming)
            .Should()
            .BeEmpty();
        methods
            .SelectMany(m => new[] { m.InputType, m.OutputType })
            .SelectMany(t => t.File.MessageTypes)
            .Where(t => !methods.Any(m => m.InputType == t || m.OutputType == t))
            .SelectMany(t => t.Fields.InFieldNumberOrder())
            .Where(f => f.Name.Contains("page_token", StringComparison.Ordinal))
            .Should()
            .BeEmpty();
    }

    [Fact]
    public async Task At_the_web_door_http_compresses_each_message_as_it_leaves()
    {
        var paper = new FileService.FileServiceClient(app.Grpc());
        var file = (
            await paper.UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "dài.pdf",
                    Content = ByteString.CopyFromUtf8("%PDF-1.7 " + new string('x', 300_000)),
                }
            )
        ).File;
        var unit = await app.Seed.Unit($"Trường Nén {Guid.NewGuid():N}"[..20]);
        await app.Seed.Assignment(await app.Seed.Person("Trần Thị Nén"), unit, "2020");
        var (list, stream) = (
            new ListPeopleRequest { UnitId = unit.ToString() }.ToByteArray(),
            new DownloadFileRequest { Sha256 = file.Sha256 }.ToByteArray()
        );
        // Whoever records meanwhile moves the moment of the answer, and not who is in it.
        static string People(byte[] answer) =>
            ListPeopleResponse
                .Parser.ParseFrom(answer, 5, BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(1)))
                .People.ToString();
        foreach (
            var (message, method, told) in new (byte[], string, Func<byte[], string>)[]
            {
                (list, Method, People),
                (stream, "/hientai.papers.v1.FileService/DownloadFile", Convert.ToHexString),
            }
        )
        foreach (var encoding in (string[])["gzip", "br"])
        {
            using var plain = await Http.SendAsync(Web(message, method));
            plain.Content.Headers.ContentEncoding.Should().BeEmpty();
            var whole = await plain.Content.ReadAsByteArrayAsync();
            var request = Web(message, method);
            request.Headers.Add("accept-encoding", encoding);
            // A client in a browser names none; one that names some must not get both.
            request.Headers.Add("grpc-accept-encoding", "gzip");
            using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.Content.Headers.ContentEncoding.Should().Equal(encoding);
            Header(answer, "grpc-encoding").Should().BeOneOf("", "identity");
            await using var packed = await answer.Content.ReadAsStreamAsync();
            await using Stream open = encoding is "br"
                ? new BrotliStream(packed, CompressionMode.Decompress)
                : new GZipStream(packed, CompressionMode.Decompress);
            using var got = new MemoryStream();
            await open.CopyToAsync(got);
            told(got.ToArray()).Equals(told(whole), StringComparison.Ordinal).Should().BeTrue($"{method} {encoding}");
        }
    }

    [Fact]
    public async Task Answers_that_hold_secrets_are_not_compressed()
    {
        var request = Web([], "/hientai.access.v1.SessionService/GetDemoAccounts");
        request.Headers.Add("accept-encoding", "gzip, br");
        using var answer = await Http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentEncoding.Should().BeEmpty();
    }

    [Fact]
    public async Task At_the_native_door_grpc_compresses_where_it_is_taken()
    {
        foreach (var i in Enumerable.Range(0, 12))
            await app.Seed.Person($"Nguyễn Văn Nén {"ABCDEGHIKLMN"[i]}");
        var message = new ListPeopleRequest { Status = ServiceStatus.Any, PageSize = 12 }.ToByteArray();
        foreach (var (accepts, flag) in new[] { ("", 0), ("identity", 0), ("identity,gzip", 1) })
        {
            var request = Native(message);
            if (accepts.Length > 0)
                request.Headers.Add("grpc-accept-encoding", accepts);
            using var answer = await Http.SendAsync(request);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            ((int)bytes[0]).Should().Be(flag, accepts);
            Header(answer, "grpc-encoding").Should().Be(flag == 1 ? "gzip" : "", accepts);
        }
    }

    [Fact]
    public async Task What_will_be_known_is_not_asked_about()
    {
        var soon = Timestamp.FromDateTime(DateTime.UtcNow.AddHours(1));
        await Refused.By(
            app.Seed.People.ListPeopleAsync(new() { At = new() { KnownAt = soon } }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "at.known_at"
        );
        await Refused.By(
            new PersonService.PersonServiceClient(app.Grpc()).ComparePersonAsync(
                new()
                {
                    Id = (await app.Seed.Person("Trần Thị Mai")).ToString(),
                    A = new() { ValidOn = "2024-01-01" },
                    B = new() { KnownAt = soon },
                }
            ),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "b.known_at"
        );
        await Refused.By(
            app.Seed.People.ListPeopleAsync(new() { At = new() { KnownAt = new() { Seconds = long.MaxValue } } }),
            StatusCode.InvalidArgument,
            "MALFORMED",
            "at.known_at"
        );
        var last = (await app.Seed.People.ListPeopleAsync(new())).At.KnownAt;
        (await app.Seed.People.ListPeopleAsync(new() { At = new() { KnownAt = last } })).At.KnownAt.Should().Be(last);
    }

    [Fact]
    public async Task Words_that_fold_to_nothing_find_nobody()
    {
        var unit = await app.Seed.Unit($"Trường Tìm {Guid.NewGuid():N}"[..18]);
        await app.Seed.Assignment(await app.Seed.Person("Lê Thị Tìm"), unit, "2020");
        await app.Seed.Paper($"7/{Guid.NewGuid():N}"[..12]);
        foreach (var nothing in (string[])["%", "-", "😀", "\u200B", "∅", " ' "])
        {
            async Task Empty<T>(AsyncUnaryCall<T> ask, Func<T, int> count) =>
                count(await ask).Should().Be(0, $"\"{nothing}\" in {typeof(T).Name}");
            var (people, talent) = (app.Seed.People, new TalentService.TalentServiceClient(app.Grpc()));
            await Empty(people.ListPeopleAsync(new() { Query = nothing }), a => a.People.Count + a.TotalSize);
            await Empty(people.ListPeopleAsync(new() { Post = nothing }), a => a.People.Count + a.TotalSize);
            await Empty(people.ListPeopleAsync(new() { FieldOfStudy = nothing }), a => a.People.Count + a.TotalSize);
            await Empty(app.Seed.Units.ListUnitsAsync(new() { Query = nothing }), a => a.Units.Count);
            await Empty(app.Seed.Papers.ListPapersAsync(new() { Query = nothing }), a => a.Papers.Count + a.TotalSize);
            await Empty(
                new HienTai.Access.V1.AccountService.AccountServiceClient(app.Grpc("quantri")).ListAccountsAsync(
                    new() { Query = nothing }
                ),
                a => a.Accounts.Count + a.TotalSize
            );
            await Empty(
                new StandardService.StandardServiceClient(app.Grpc()).ListStandardsAsync(new() { Query = nothing }),
                a => a.Standards.Count
            );
            await Empty(
                new ContributionService.ContributionServiceClient(app.Grpc()).ListContributionsAsync(
                    new() { Query = nothing }
                ),
                a => a.Contributions.Count + a.TotalSize
            );
            await Empty(
                new CandidacyService.CandidacyServiceClient(app.Grpc()).ListCandidaciesAsync(new() { Query = nothing }),
                a => a.Candidacies.Count + a.TotalSize
            );
            await Empty(talent.ListSuccessionAsync(new() { Query = nothing }), a => a.TotalSize);
            await Empty(talent.FindExpertsAsync(new() { Query = nothing }), a => a.Experts.Count);
            await Empty(talent.FindTalentAsync(new() { Need = new() { Field = nothing } }), a => a.TotalSize);
        }
    }
}
