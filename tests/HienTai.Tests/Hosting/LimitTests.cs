using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;
using HienTai.Registry.V1;
using HienTai.Rpc.V1;
using HienTai.Server.Accounts;
using HienTai.Server.Hosting;
using HienTai.Server.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Status = Grpc.Core.Status;

namespace HienTai.Tests.Hosting;

/// <summary>A server that gives each account so few calls that a test can use them up.</summary>
public sealed class LimitedApp : App
{
    protected override Limits Limits { get; } = new() { CallsPerSecond = 1, CallsPerSecondFromAddress = 100_000 };

    // Each of these asks until it is used up, so each must be allowed what it asks.
    protected override async Task Fill()
    {
        foreach (var name in new[] { "gddt", "truong" })
            await Services
                .GetRequiredService<Writer>()
                .Record(
                    new(
                        Guid.NewGuid(),
                        [],
                        HienTai.Server.Access.Reader.Itself.Actor,
                        "Thử.",
                        null,
                        false,
                        AccountIds.Of(name),
                        [
                            new(
                                AccountIds.Of(name),
                                new Domain.Access.GrantMandate(
                                    Guid.NewGuid(),
                                    new(2020),
                                    null,
                                    new(Domain.Access.Role.HomeAffairs, null)
                                )
                            ),
                        ]
                    ),
                    CancellationToken.None
                );
    }
}

/// <summary>
/// A server that gives each call so little time that a test can wait for its end, and enough for what is not held up.
/// </summary>
public sealed class HurriedApp : App
{
    protected override Limits Limits { get; } = new() { UnarySeconds = 3 };
}

/// <summary>
/// Too much, too often, too long: each is refused in both languages, and every kind of client reads it.
/// </summary>
public sealed class LimitTests(App app, LimitedApp limited, HurriedApp hurried)
    : IClassFixture<LimitedApp>,
        IClassFixture<HurriedApp>
{
    static async Task<RpcException> Exhaust(CallInvoker calls)
    {
        var registry = new RegistryService.RegistryServiceClient(calls);
        for (var i = 0; i < 40; i++)
            try
            {
                await registry.GetRegistryAsync(new());
            }
            catch (RpcException e)
            {
                return e;
            }
        throw new InvalidOperationException("Forty calls at once were answered.");
    }

    [Theory]
    [InlineData(true, "gddt")]
    [InlineData(false, "truong")]
    public async Task One_who_asks_too_often_is_told_when_to_ask_again(bool native, string actor)
    {
        var refused = await Exhaust(native ? limited.Grpc(actor) : limited.GrpcWeb(actor));
        refused.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        var (refusal, retry) = (
            refused.GetRpcStatus()!.GetDetail<Refusal>()!,
            refused.GetRpcStatus()!.GetDetail<RetryInfo>()!
        );
        refusal.Reason.Should().Be("RATE_LIMITED");
        refusal.Message.Vi.Should().MatchRegex(@"thử lại sau \d+ giây");
        refusal.Message.En.Should().MatchRegex(@"try again in \d+ s");
        retry.RetryDelay.ToTimeSpan().Should().BeGreaterThan(TimeSpan.Zero);
        refused.Trailers.GetValue("grpc-retry-pushback-ms").Should().MatchRegex(@"^\d+$");
        // Somebody else is not kept out by it, and the same one is let in again.
        await new RegistryService.RegistryServiceClient(limited.Grpc("lanhdao")).GetRegistryAsync(new());
        await Until.True(() => LetIn(native ? limited.Grpc(actor) : limited.GrpcWeb(actor)), "let in again");
    }

    static async Task<bool> LetIn(CallInvoker calls)
    {
        try
        {
            await new RegistryService.RegistryServiceClient(calls).GetRegistryAsync(new());
            return true;
        }
        catch (RpcException no) when (no.StatusCode is StatusCode.ResourceExhausted)
        {
            return false;
        }
    }

    [Fact]
    public async Task A_browser_reads_it_too()
    {
        await using var lane = new Browser.Lane(new LimitedApp());
        foreach (var (file, name) in Browser.Lane.CasesOf("limits/rate.test.mjs"))
            await lane.Run(file, name);
    }

    [Fact]
    public async Task An_invented_name_is_no_new_subject()
    {
        await Refused.By(
            async () =>
            {
                for (var i = 0; i < 3; i++)
                    await new RegistryService.RegistryServiceClient(limited.Grpc($"nobody{i}"))
                        .CheckRebuild(new())
                        .ResponseStream.MoveNext(default);
            },
            StatusCode.Unauthenticated,
            "NOT_SIGNED_IN"
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_takes_too_long_is_ended_with_words(bool native)
    {
        // The writer waits for whoever holds the registry's lock.
        await using var connection = await hurried.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (
            var hold = new Npgsql.NpgsqlCommand(
                $"select pg_advisory_xact_lock({Server.Pipeline.Writer.Lock})",
                connection,
                transaction
            )
        )
            await hold.ExecuteNonQueryAsync();
        var people = new PersonService.PersonServiceClient(native ? hurried.Grpc() : hurried.GrpcWeb());
        RegisterPersonRequest request = new()
        {
            Envelope = Seed.Envelope(),
            PersonId = Seed.NewId().ToString(),
            Change = new()
            {
                Identity = new()
                {
                    FullName = native ? "Lê Thị Chờ" : "Lê Thị Đợi",
                    Birth = "1980",
                    Sex = Sex.Female,
                },
            },
        };
        await Refused.By(people.RegisterPersonAsync(request), StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED");
        await transaction.RollbackAsync();
        // The same request id tells what became of it.
        var receipt = await people.RegisterPersonAsync(request);
        receipt.Version.Should().Be(1);
    }

    [Fact]
    public async Task The_callers_shorter_deadline_counts()
    {
        await using var connection = await app.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (
            var hold = new Npgsql.NpgsqlCommand(
                $"select pg_advisory_xact_lock({Server.Pipeline.Writer.Lock})",
                connection,
                transaction
            )
        )
            await hold.ExecuteNonQueryAsync();
        using var http = new HttpClient();
        // As raw bytes, for a client of the library gives up by itself.
        var message = Google.Protobuf.MessageExtensions.ToByteArray(
            new RegisterPersonRequest
            {
                Envelope = Seed.Envelope(),
                PersonId = Seed.NewId().ToString(),
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = "Lê Thị Vội",
                        Birth = "1980",
                        Sex = Sex.Female,
                    },
                },
            }
        );
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"{app.WebAddress}/hientai.personnel.v1.PersonService/RegisterPerson"
        )
        {
            Content = new ByteArrayContent([0, .. BitConverter.GetBytes(message.Length).Reverse(), .. message]),
        };
        request.Content.Headers.ContentType = new("application/grpc-web+proto");
        foreach (
            var (name, value) in ((string, string)[])
                [(Doors.Header, "1"), ("x-acting-as", "noivu"), ("grpc-timeout", "300m")]
        )
            request.Headers.Add(name, value);
        using var answer = await http.SendAsync(request);
        // The lock is still held: nothing but the caller's deadline can have ended it.
        answer.Headers.GetValues("grpc-status").Should().Equal("4");
        answer.Headers.Should().Contain(h => h.Key == "grpc-status-details-bin");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_over_1_MB_is_refused_in_words_and_a_file_of_20_MB_is_not(bool native)
    {
        var calls = native ? app.Grpc() : app.GrpcWeb();
        await Refused.By(
            new PersonService.PersonServiceClient(calls).RegisterPersonAsync(
                new()
                {
                    Envelope = Seed.Envelope(),
                    PersonId = Seed.NewId().ToString(),
                    Change = new() { Identity = new() { FullName = new string('a', 1_000_100) } },
                }
            ),
            StatusCode.ResourceExhausted,
            "REQUEST_TOO_LARGE"
        );
        var files = new FileService.FileServiceClient(calls);
        var (large, fits) = (new byte[25_000_000], new byte[20_000_000]);
        "%PDF-1.7"u8.CopyTo(large);
        "%PDF-1.7"u8.CopyTo(fits);
        await Refused.By(
            files.UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "a.pdf",
                    Content = Google.Protobuf.ByteString.CopyFrom(large),
                }
            ),
            StatusCode.FailedPrecondition,
            "FILE_TOO_LARGE"
        );
        (
            await files.UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = "a.pdf",
                    Content = Google.Protobuf.ByteString.CopyFrom(fits),
                }
            )
        ).File.Size.Should().Be(20_000_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_transport_refuses_has_words_and_no_details(bool native)
    {
        var calls = native ? app.Grpc() : app.GrpcWeb();
        var bytes = Marshallers.Create<byte[]>(b => b, b => b);
        AsyncUnaryCall<byte[]> Ask(string method, byte[] body) =>
            calls.AsyncUnaryCall(
                new Method<byte[], byte[]>(
                    MethodType.Unary,
                    "hientai.registry.v1.RegistryService",
                    method,
                    bytes,
                    bytes
                ),
                null,
                new(),
                body
            );
        await Refused.By(Ask("NoSuchMethod", []), StatusCode.Unimplemented, "NO_SUCH_METHOD");
        var broken = await FluentActions
            .Awaiting(async () => await Ask("GetRegistry", [0x0A, 0xFF, 0xFF]))
            .Should()
            .ThrowAsync<RpcException>();
        broken.Which.GetRpcStatus()!.GetDetail<Refusal>()!.Reason.Should().Be("NOT_UNDERSTOOD");
        (broken.Which.Status.Detail + broken.Which.Message)
            .Should()
            .NotContain("Exception was")
            .And.NotContain("Protobuf")
            .And.NotContain("handler");
    }
}
