using System.Collections.Immutable;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>What each event makes of a person.</summary>
public sealed partial record Person
{
    // Who they are, and where they can be reached.
    Person? Identified(PersonEvent @event, Basis basis) =>
        @event switch
        {
            PersonRegistered e => this with
            {
                Names = Line<PersonName>.Begun(null, e.Name, basis.Paper),
                About = Line<Particulars>.Begun(null, e.Particulars, basis.Paper),
                Reach = e.Contacts is null ? Reach : Line<Contacts>.Begun(null, e.Contacts, basis.Paper),
            },
            PersonNameChanged e => this with { Names = Names.Changed(e.From, e.Name, basis.Paper, e.Sets, e.Later) },
            PersonIdentityCorrected e => this with
            {
                Names = Names.Corrected(e.WrongNameFrom, e.WrongNameFrom, e.Name, basis.Paper),
                About = About.Corrected(null, null, e.Particulars, basis.Paper),
            },
            PersonContactsChanged e => this with
            {
                Reach = Reach.IsEmpty
                    ? Line<Contacts>.Begun(e.From, e.Contacts, basis.Paper)
                    : Reach.Changed(e.From, e.Contacts, basis.Paper, e.Sets, e.Later),
            },
            _ => null,
        };

    // Their assignments.
    Person? Serving(PersonEvent @event, Basis basis) =>
        @event switch
        {
            AssignmentStarted e => With(
                e.Assignment,
                new Assignment(e.Kind, null, Begun(e.From, e.To, e.Details, basis.Paper), [])
            ),
            AssignmentChanged e => With(e.Assignment, a =>
                a with
                {
                    Line = a.Line.Changed(e.From, e.Details, basis.Paper, e.Sets, e.Later),
                }
            ),
            AssignmentEnded e => With(e.Assignment, a => Ended(a, e.On, e.Cause, basis.Paper)),
            AssignmentTransferred e => With(e.Assignment, a =>
                    Ended(a, e.On, EndCause.Transferred, basis.Paper, handedOver: true)
                )
                .With(
                    e.NewAssignment,
                    new Assignment(
                        Assignments.TryGetValue(e.Assignment, out var old) ? old.Kind : AssignmentKind.Main,
                        null,
                        Begun(e.On, null, e.Details, basis.Paper),
                        []
                    )
                ),
            PersonSeconded e => With(
                e.Assignment,
                new Assignment(
                    AssignmentKind.Seconded,
                    e.HomeAssignment,
                    Begun(e.From, e.To, e.Details, basis.Paper),
                    []
                )
            ),
            AssignmentCorrected e => With(e.Assignment, a =>
                a with
                {
                    Line = a
                        .Line.Corrected(e.WrongFrom, e.From, e.Details, basis.Paper)
                        .Ended(
                            e.To,
                            basis.Paper,
                            handedOver: a.Line.Whole is { HandedOver: true } whole && whole.To == e.To
                        ),
                }
            ),
            _ => null,
        };

    // What they hold, and how that came to be known.
    Person? Qualified(PersonEvent @event, Basis basis) =>
        @event switch
        {
            QualificationDeclared e => With(
                e.Qualification,
                new Qualification(
                    Begun(e.From, e.To, e.Details, basis.Paper),
                    [new(e.Grade, basis.Paper)],
                    [.. e.Evidence.Select(f => new Cited<string>(f, basis.Paper))],
                    []
                )
            ),
            QualificationEvidenceAttached e => With(e.Qualification, q =>
                q with
                {
                    Files = q.Files.Add(new(e.Sha256, basis.Paper)),
                }
            ),
            QualificationEvidenceGraded e => With(e.Qualification, q =>
                q with
                {
                    Sightings = q.Sightings.Add(new(e.Grade, basis.Paper)),
                }
            ),
            QualificationCorrected e => With(e.Qualification, q =>
                q with
                {
                    Line = q
                        .Line.Corrected(q.Line.Spans[0].Valid.From, e.From, e.Details, basis.Paper)
                        .Ended(e.To, basis.Paper),
                }
            ),
            QualificationSuperseded e => With(e.Qualification, q =>
                q with
                {
                    Line = q.Line.Ended(e.On, basis.Paper),
                    Successors = q.Successors.Add(new(e.By, basis.Paper)),
                }
            ),
            QualificationRevoked e => With(e.Qualification, q =>
                q with
                {
                    Sightings = q.Sightings.Add(new(EvidenceGrade.RevokedAsFalse, basis.Paper)),
                }
            ),
            _ => null,
        };

    // Their courses, and what was concluded of their placements.
    Person? Trained(PersonEvent @event, Basis basis) =>
        @event switch
        {
            TrainingStarted e => With(
                e.Training,
                new Training(Line<CourseDetails>.Begun(e.From, e.Details, basis.Paper), [])
            ),
            TrainingEnded e => With(e.Training, t => new Training(
                t.Line.Ended(e.End.On, basis.Paper),
                t.Endings.Add(new(e.End, basis.Paper))
            )),
            TrainingCorrected e => With(e.Training, t => new Training(
                t.Line.Corrected(Began(t), e.From, e.Details, basis.Paper).Ended(e.End?.On, basis.Paper),
                t.Endings.Add(new(e.End, basis.Paper))
            )),
            PlacementJudged e => With(e.Assignment, a =>
                a with
                {
                    Judged = (a.Judged ?? Line<PlacementJudgement>.Empty).Changed(e.From, e.Judgement, basis.Paper),
                }
            ),
            PlacementCorrected e => With(e.Assignment, a =>
                a with
                {
                    Judged = a.Judged?.Corrected(e.WrongFrom, e.From, e.Judgement, basis.Paper),
                }
            ),
            _ => null,
        };

    // What they are outside the registry's units.
    Person? KeptOutside(PersonEvent @event, Basis basis) =>
        @event switch
        {
            PersonPlacedOutside e => this with
            {
                Outside = (Outside ?? Line<OutsideDetails>.Empty).Changed(
                    e.From,
                    e.Details,
                    basis.Paper,
                    e.Sets,
                    e.Later
                ),
            },
            PersonOutsideCorrected e => this with
            {
                Outside = Outside?.Corrected(e.WrongFrom, e.From, e.Details, basis.Paper),
            },
            PersonOutsideEnded e => this with { Outside = Outside is { } line ? Ended(line, e.On, basis.Paper) : null },
            _ => null,
        };
}
