import { Signal, computed, signal } from '@angular/core';
import type { CallOptions } from '@connectrpc/connect';
import { Receipt } from '../../../gen/hientai/rpc/v1/command_pb';
import { RuleFinding } from '../../../gen/hientai/rpc/v1/rule_pb';
import { command } from '../command';
import { Problem } from '../problem';
import { pause, read } from '../read';
import { uuidv7 } from '../uuid';
import { EnvelopeInit } from './form-spec';

const TYPING_MS = 250;
/** As short as the server takes the reason for a warning. */
const SHORTEST = 5;

/** A command that is complete enough to be tried. */
export interface Draft {
  /** Two drafts with the same content are the same draft. */
  content: string;
  envelope: Pick<EnvelopeInit, 'reason' | 'paperId' | 'expectedVersion'>;
  send: (envelope: EnvelopeInit, options?: CallOptions) => Promise<Receipt>;
}

export interface Recording {
  /** What recording would do, tried on the same path without recording. */
  readonly preview: Signal<Receipt | undefined>;
  readonly checking: Signal<boolean>;
  /** Why the draft would be, or has been, refused. */
  readonly problem: Signal<Problem | undefined>;
  /** The draft on screen has been tried and would be recorded. */
  readonly ready: Signal<boolean>;
  readonly running: Signal<boolean>;
  /** What rules warn of in it. */
  readonly findings: Signal<RuleFinding[]>;
  /** Rules that warn and for which no reason has been stated yet. */
  readonly unpassed: Signal<string[]>;
  /** Why it is recorded in spite of each rule. */
  readonly reasons: Signal<Record<string, string>>;
  pass(rule: string, reason: string): void;
  record(): Promise<Receipt | undefined>;
  tryAgain(): void;
}

export function recording(draft: () => Draft | undefined): Recording {
  const current = computed(draft, { equal: (a, b) => a?.content === b?.content });
  const tried = read({
    params: () => current(),
    load: async (one, signal) => {
      await pause(TYPING_MS, signal);
      return one.send({ ...one.envelope, requestId: uuidv7(), validateOnly: true }, { signal });
    },
  });

  const reasons = signal<Record<string, string>>({});
  const findings = computed(() => (current() ? (tried.value()?.findings ?? []) : []));
  const open = computed(() => [...new Set(findings().flatMap((one) => (one.passed ? [] : [one.rule])))]);
  const stated = (rule: string) => (reasons()[rule] ?? '').trim();
  const unpassed = computed(() => open().filter((rule) => stated(rule).length < SHORTEST));

  // One id per submission: it stays when the same content is sent again after a failure nobody can tell the outcome of.
  let attempt = { content: '', requestId: '' };
  const run = command(async (one: Draft) => {
    const passes = open().map((rule) => ({ rule, reason: stated(rule) }));
    const content = one.content + JSON.stringify(passes);
    if (attempt.content !== content) attempt = { content, requestId: uuidv7() };
    const receipt = await one.send({ ...one.envelope, requestId: attempt.requestId, ...(passes.length && { passes }) });
    attempt = { content: '', requestId: '' };
    return receipt;
  });

  const refused = computed(() => {
    current();
    return tried.problem();
  });
  const preview = computed(() => (current() ? tried.value() : undefined));
  return {
    preview,
    checking: computed(() => !!current() && tried.loading()),
    problem: computed(() => run.problem() ?? (current() ? refused() : undefined)),
    ready: computed(
      () =>
        !!current() && !tried.loading() && !tried.problem() && !!tried.value() && !unpassed().length && !run.running(),
    ),
    running: run.running,
    findings,
    unpassed,
    reasons: reasons.asReadonly(),
    pass: (rule, reason) => reasons.update((all) => ({ ...all, [rule]: reason })),
    record: async () => {
      const one = current();
      return one ? run(one) : undefined;
    },
    tryAgain: () => {
      run.forget();
      tried.reload();
    },
  };
}
