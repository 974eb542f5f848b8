using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>
/// Why a diploma that is no forgery was withdrawn by who issues or oversees it. The cases are those an office names;
/// which article lists them was not checked, so none is cited.
/// </summary>
public enum WithdrawalCause
{
    NotEligible = 1,
    Fraud,
    NoAuthority,
    Altered,
    LentOut,
    IssuerFault,
}

/// <summary>It counts no longer from a day on.</summary>
public sealed record Withdrawal(PartialDate On, WithdrawalCause Cause);

// Events
public sealed record QualificationWithdrawn(Guid Qualification, PartialDate On, WithdrawalCause Cause)
    : PersonEvent,
        IWithdrawing;

/// <summary>It is as if it had not been withdrawn, or not been called false.</summary>
public sealed record QualificationReinstated(Guid Qualification) : PersonEvent, ICorrecting;

// Commands
public sealed record WithdrawQualification(Guid Qualification, PartialDate On, WithdrawalCause Cause)
    : PersonCommand,
        ICorrection;

public sealed record ReinstateQualification(Guid Qualification) : PersonCommand, ICorrection;

// A diploma withdrawn is void from a day on, and one that was false never was one. Both have a way back: an appeal won.
public sealed partial record Person
{
    PersonEvent[]? OnWithdrawal(PersonCommand command) =>
        command switch
        {
            RevokeQualification c => Held(c.Qualification).Revoked ? [] : [new QualificationRevoked(c.Qualification)],
            WithdrawQualification c => Withdraw(c),
            ReinstateQualification c => Reinstate(c),
            _ => null,
        };

    PersonEvent[] Withdraw(WithdrawQualification c)
    {
        var held = Held(c.Qualification);
        if (held.Withdrawn == new Withdrawal(c.On, c.Cause))
            return [];
        NotRevoked(c.Qualification);
        Sound(held.Line.Spans[0].Valid.From!.Value, c.On, "change.on");
        return [new QualificationWithdrawn(c.Qualification, c.On, c.Cause)];
    }

    PersonEvent[] Reinstate(ReinstateQualification c)
    {
        var held = Held(c.Qualification);
        if (held.Withdrawn is not null || held.Revoked)
            return [new QualificationReinstated(c.Qualification)];
        return held.Withdrawals is { IsEmpty: false } || held.Sightings.Any(IsRevocation)
            ? [] // it stands again already
            : throw new Rejected(
                "QUALIFICATION_STANDS",
                "Trình độ này không bị thu hồi nên không có gì để khôi phục.",
                "This qualification is not withdrawn, so there is nothing to reinstate.",
                "change.qualification_id"
            );
    }

    // Qualifications that were taken away, and given back.
    Person? Taken(PersonEvent @event, Basis basis) =>
        @event switch
        {
            QualificationWithdrawn e => With(e.Qualification, q =>
                q with
                {
                    Withdrawals = q.Taken.Add(new(new Withdrawal(e.On, e.Cause), basis.Paper)),
                }
            ),
            QualificationReinstated e => With(e.Qualification, q =>
                q with
                {
                    Withdrawals = q.Withdrawn is null ? q.Withdrawals : q.Taken.Add(new(null, basis.Paper)),
                    Sightings =
                        q.Revoked && q.Sightings.LastOrDefault(s => !IsRevocation(s)) is { } before
                            ? q.Sightings.Add(before with { Paper = basis.Paper })
                            : q.Sightings,
                }
            ),
            _ => null,
        };

    static bool IsRevocation(Sighting s) => s.Grade is EvidenceGrade.RevokedAsFalse;

    static Rejected AlreadyWithdrawn(Withdrawal withdrawal, string field) =>
        new(
            "QUALIFICATION_WITHDRAWN",
            $"Trình độ này đã bị thu hồi từ {withdrawal.On.Vi}; nếu đã khiếu nại thành công thì khôi phục trước.",
            $"This qualification was withdrawn as of {withdrawal.On}; if an appeal was won, reinstate it first.",
            field
        );
}
