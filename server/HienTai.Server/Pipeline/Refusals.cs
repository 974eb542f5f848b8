using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Pipeline;

/// <summary>No such record at that TimePoint.</summary>
public sealed class NotOnRecord(string vi, string en) : Exception(en)
{
    public string Vi { get; } = vi;
    public string En { get; } = en;
}

/// <summary>Refusals that several places must give in the very same words.</summary>
public static class Refuse
{
    public static Rejected NotOnRecord(Reference reference) =>
        reference.Kind switch
        {
            "unit" => new(
                "UNIT_NOT_ON_RECORD",
                "Không có đơn vị này trong sổ; hãy chọn trong danh sách đơn vị.",
                "There is no such unit on record; choose one from the list of units.",
                reference.Field
            ),
            "person" => new(
                "PERSON_NOT_ON_RECORD",
                "Chưa có hồ sơ người này trong sổ.",
                "This person is not on record.",
                reference.Field
            ),
            "paper" => new(
                "PAPER_NOT_ON_RECORD",
                "Không có văn bản này trong sổ; hãy đăng ký văn bản trước.",
                "There is no such paper on record; register it first.",
                reference.Field
            ),
            _ => new("NOT_ON_RECORD", "Không có hồ sơ này trong sổ.", "There is no such record.", reference.Field),
        };
}

/// <summary>Nobody is signed in.</summary>
public sealed class NotSignedIn(string vi, string en) : Exception(en)
{
    public string Vi { get; } = vi;
    public string En { get; } = en;
}

/// <summary>The one place where failures become gRPC statuses.</summary>
public sealed class Refusals(ILogger<Refusals> log, SecurityLog watch, Damage damage) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> next
    )
    {
        try
        {
            WellFormed.Check(request);
            Passes.Keep(context, request);
            return await next(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Refuse(e, request, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responses,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> next
    )
    {
        try
        {
            WellFormed.Check(request);
            await next(request, responses, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Refuse(e, request, context);
        }
    }

    RpcException Refuse(Exception e, object request, ServerCallContext context)
    {
        damage.Meet(e);
        var (code, refusal) = Of(e);
        Name(refusal, request, context);
        if (code is Code.Internal)
            log.LogError(e, "{Method} failed", context.Method);
        else if (!TriesOut(request) && code is not (Code.Aborted or Code.Cancelled or Code.Unavailable))
            watch.Refused(context, refusal.Reason);
        return Status(code, refusal, code is Code.Unavailable ? SoonAgain : (e as Rejected)?.Again).ToRpcException();
    }

    // A record that follows along may speak of a part that this request has not; then the words alone are told.
    void Name(Refusal refusal, object request, ServerCallContext context)
    {
        foreach (var fault in refusal.Fields.ToArray())
            if (FieldPaths.AsSent(request, fault.Field) is { } path)
                fault.Field = path;
            else
            {
                log.LogWarning("{Reason} of {Method} names {Field}", refusal.Reason, context.Method, fault.Field);
                refusal.Fields.Remove(fault);
            }
    }

    /// <summary>When a server that could not reach its database may be asked again.</summary>
    static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    /// <summary>The domain of our reasons, by which a program tells them from another service's.</summary>
    public const string Domain = "hientai";

    // A trailer of more than 8 kB is cut off by some clients; a form with more faults is sent again after these.
    const int FieldsNamed = 12;

    /// <summary>
    /// A refusal as it leaves: our own message with words in both languages, and beside it what clients of any gRPC
    /// service know (google/rpc/error_details.proto): the reason, the fields, when to ask again.
    /// </summary>
    public static Google.Rpc.Status Status(Code code, Refusal refusal, TimeSpan? again = null)
    {
        while (refusal.Fields.Count > FieldsNamed)
            refusal.Fields.RemoveAt(refusal.Fields.Count - 1);
        var status = new Google.Rpc.Status
        {
            Code = (int)code,
            Message = refusal.Message.En,
            Details = { Any.Pack(refusal), Any.Pack(new ErrorInfo { Reason = refusal.Reason, Domain = Domain }) },
        };
        if (refusal.Fields.Count > 0)
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { refusal.Fields.Select(Violation) } }));
        if (again is { } wait)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = wait.ToDuration() }));
        return status;
    }

    static BadRequest.Types.FieldViolation Violation(FieldViolation fault) =>
        new() { Field = fault.Field, Description = fault.Message.En };

    static bool TriesOut(object request) =>
        request is IMessage message
        && message.Descriptor.FindFieldByName("envelope")?.Accessor.GetValue(message)
            is Envelope { ValidateOnly: true };

    static (Code, Refusal) Of(Exception e) =>
        e switch
        {
            // Entity Framework and Marten wrap what the database said.
            not NpgsqlException and { InnerException: NpgsqlException said } => Of(said),
            Malformed bad => (
                Code.InvalidArgument,
                new()
                {
                    Reason = "MALFORMED",
                    Message = new() { Vi = Sentence(bad, f => f.Message.Vi), En = Sentence(bad, f => f.Message.En) },
                    Fields = { bad.Fields },
                }
            ),
            Rejected no => (CodeOf(no.Reason), Refusal(no.Reason, no.Vi, no.En, no.Field, no.Related)),
            Warned warned => (
                Code.FailedPrecondition,
                Listing(
                    warned.Found,
                    Refusal(
                        "WARNINGS",
                        $"Có điều cần xem lại trước khi ghi ({Rules(warned)}): {warned.Found[0].Vi} Sửa lại, hoặc nêu lý do vẫn ghi cho từng quy tắc.",
                        $"Something should be looked at before this is recorded ({Rules(warned)}): {warned.Found[0].En} Correct it, or state for each rule why it is recorded all the same."
                    )
                )
            ),
            Stale stale => (
                Code.Aborted,
                At(
                    stale.CurrentVersion,
                    Refusal(
                        "STALE_VERSION",
                        "Người khác vừa ghi vào hồ sơ này. Hãy tải lại rồi ghi tiếp.",
                        "Someone else changed this record first. Reload and try again."
                    )
                )
            ),
            NotOnRecord missing => (Code.NotFound, Refusal("NOT_ON_RECORD", missing.Vi, missing.En)),
            NotAllowed no => (Code.PermissionDenied, Refusal(no.Reason, no.Vi, no.En)),
            NotSignedIn who => (Code.Unauthenticated, Refusal("NOT_SIGNED_IN", who.Vi, who.En)),
            OperationCanceledException => (
                Code.Cancelled,
                Refusal("CANCELLED", "Yêu cầu đã được huỷ.", "The request was cancelled.")
            ),
            _ => OfStore(e),
        };

    /// <summary>Whether it may well succeed the next time, with nothing else about it changed.</summary>
    public static bool Passing(Exception e) => Of(e).Item1 is Code.Unavailable;

    /// <summary>What the database failed at.</summary>
    static (Code, Refusal) OfStore(Exception e) =>
        e switch
        {
            // These first: the driver calls a full disk passing as well.
            PostgresException { SqlState: "53100" } => (
                Code.ResourceExhausted,
                Refusal(
                    "DISK_FULL",
                    "Đĩa của máy chủ đã đầy; chưa ghi gì. Hãy báo quản trị.",
                    "The server's disk is full; nothing was recorded. Tell the administrator."
                )
            ),
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => (
                Code.Unavailable,
                Refusal(
                    "DATABASE_READ_ONLY",
                    "Cơ sở dữ liệu này chỉ đọc (máy dự phòng); chưa ghi gì. Hãy báo quản trị.",
                    "This database is read-only (a standby); nothing was recorded. Tell the administrator."
                )
            ),
            PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => (
                Code.DataLoss,
                Refusal(
                    "DATA_DAMAGED",
                    "Một trang dữ liệu trên đĩa của máy chủ đã hỏng; chưa ghi gì. Hãy báo quản trị.",
                    "A page of data on the server's disk is damaged; nothing was recorded. Tell the administrator."
                )
            ),
            NpgsqlException { InnerException: TimeoutException }
            or NpgsqlException { IsTransient: true }
            or NpgsqlException { InnerException: System.IO.IOException or System.Net.Sockets.SocketException }
            or ObjectDisposedException
            or PostgresException { SqlState: "57P01" or "57P02" or "57P03" } => (
                Code.Unavailable,
                Refusal(
                    "DATABASE_UNAVAILABLE",
                    "Cơ sở dữ liệu chưa trả lời; hãy thử lại, yêu cầu cùng mã sẽ chỉ ghi một lần.",
                    "The database did not answer; try again, the same request id records once."
                )
            ),
            _ => OfWhatWasRecorded(e),
        };

    /// <summary>
    /// What keeps the registry from recording, or from reading what it holds; whatever nobody foresaw as well.
    /// </summary>
    static (Code, Refusal) OfWhatWasRecorded(Exception e) =>
        e switch
        {
            RegistryWentBack { Lost: var lost } => (
                Code.Unavailable,
                Refusal(
                    "REGISTRY_WENT_BACK",
                    $"Sổ cái từng ghi đến vị trí {lost.Head}, nay chỉ còn đến {lost.LastCommon}: mất {lost.Head - lost.LastCommon} mục. Tạm ngừng ghi cho đến khi quản trị quyết định đi tiếp; chưa ghi gì.",
                    $"The ledger stood at {lost.Head} and is now what it was up to {lost.LastCommon}: {lost.Head - lost.LastCommon} entries are gone. Nothing is recorded until an administrator decides to go on."
                )
            ),
            ClockNotTrusted { Doubt: var doubt } => (
                Code.Unavailable,
                Refusal("CLOCK_NOT_TRUSTED", $"{doubt.Vi} Chưa ghi gì.", $"{doubt.En} Nothing was recorded.")
            ),
            MasterKeyMissing key => (
                Code.Unavailable,
                Refusal(
                    "MASTER_KEY_MISSING",
                    $"Máy chủ này thiếu khoá chủ số {key.Number}; chưa ghi gì. Hãy báo quản trị.",
                    $"This server lacks master key number {key.Number}; nothing was recorded. Tell the administrator."
                )
            ),
            UnreadableEvent => (
                Code.DataLoss,
                Refusal(
                    "EVENT_UNREADABLE",
                    "Một mục đã ghi của hồ sơ này không còn đọc được. Hãy báo quản trị đối chiếu sổ (hientai rebuild --check).",
                    "Something recorded of this record can no longer be read. Tell the administrator to check the registry (hientai rebuild --check)."
                )
            ),
            _ => (
                Code.Internal,
                Refusal(
                    "INTERNAL",
                    "Máy chủ gặp lỗi chưa lường trước; chưa ghi gì. Hãy báo quản trị.",
                    "The server met an unforeseen error; nothing was recorded. Tell the administrator."
                )
            ),
        };

    /// <summary>
    /// The status of a rule that says no: by its reason, so that every place that says it says the same.
    /// </summary>
    public static Code CodeOf(string reason) =>
        reason.EndsWith("_TAKEN", StringComparison.Ordinal) || reason.Contains("ALREADY", StringComparison.Ordinal)
            ? Code.AlreadyExists
            : Code.FailedPrecondition;

    static string Sentence(Malformed bad, Func<FieldViolation, string> text) =>
        string.Join(" ", bad.Fields.Take(3).Select(f => $"{f.Field}: {text(f)}"));

    static string Rules(Warned warned) =>
        string.Join(", ", warned.Found.Select(f => f.Rule).Distinct().Order(StringComparer.Ordinal));

    // Bytes of findings that go into a trailer beside the words; see FieldsNamed.
    const int FindingsFit = 3_000;

    static Refusal Listing(IReadOnlyList<Found> found, Refusal refusal)
    {
        var oneOfEach = found.DistinctBy(f => f.Rule).ToArray();
        foreach (var finding in Passes.Wire(oneOfEach.Concat(found.Except(oneOfEach))))
        {
            finding.Title = "";
            if (refusal.Findings.Sum(f => f.CalculateSize()) + finding.CalculateSize() > FindingsFit)
                break;
            refusal.Findings.Add(finding);
            if (finding.Field.Length > 0)
                refusal.Fields.Add(new FieldViolation { Field = finding.Field, Message = Short(finding.Rule) });
        }
        return refusal;
    }

    static Text Short(string number) =>
        RuleCatalogue.All.First(r => r.Number == number) is var rule
            ? Words.Both($"{number}: {rule.Title.Vi}.", $"{number}: {rule.Title.En}.")
            : new();

    static Refusal At(long version, Refusal refusal)
    {
        refusal.CurrentVersion = version;
        return refusal;
    }

    static Refusal Refusal(string reason, string vi, string en, string? field = null, IEnumerable<Guid>? related = null)
    {
        var refusal = new Refusal
        {
            Reason = reason,
            Message = new() { Vi = vi, En = en },
        };
        if (field is not null)
            refusal.Fields.Add(new FieldViolation { Field = field, Message = refusal.Message });
        refusal.RelatedIds.AddRange((related ?? []).Select(id => id.ToString()));
        return refusal;
    }
}
