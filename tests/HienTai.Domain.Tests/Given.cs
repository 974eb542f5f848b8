using System.Text.Json;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Tests;

/// <summary>
/// Facts, question, facts. Whatever was decided, asking again on the new state records nothing: every command is
/// retry-safe.
/// </summary>
public sealed class Given<TState, TCommand, TEvent>(params TEvent[] past)
    where TState : class, IDecider<TState, TCommand, TEvent>
    where TEvent : class
    where TCommand : class
{
    readonly Guid? paper;
    TCommand? command;

    Given(Guid? paper, TEvent[] past)
        : this(past) => this.paper = paper;

    public Given<TState, TCommand, TEvent> OnPaper(Guid id) => new(id, past);

    public Given<TState, TCommand, TEvent> When(TCommand asked)
    {
        command = asked;
        return this;
    }

    public TState State => past.Aggregate(TState.Initial, (s, e) => TState.Evolve(s, e, new(paper)));

    public TState Then(params TEvent[] expected)
    {
        var events = TState.Decide(State, command!);
        events.Select(Text).Should().Equal(expected.Select(Text));
        var after = events.Aggregate(State, (s, e) => TState.Evolve(s, e, new(paper)));
        TState.Decide(after, command!).Should().BeEmpty("the same command again records nothing");
        return after;
    }

    public void ThenNothing() => TState.Decide(State, command!).Should().BeEmpty();

    public Rejected ThenRejected(string reason)
    {
        var refusal = FluentActions.Invoking(() => TState.Decide(State, command!)).Should().Throw<Rejected>().Which;
        refusal.Reason.Should().Be(reason);
        refusal.Vi.Should().NotBeEmpty();
        refusal.En.Should().NotBeEmpty();
        return refusal;
    }

    static string Text(TEvent e) => $"{e.GetType().Name} {JsonSerializer.Serialize(e, e.GetType())}";
}
