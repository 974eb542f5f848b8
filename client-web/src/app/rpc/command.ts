import { Signal, signal } from '@angular/core';
import { Problem, toProblem } from './problem';

/** A write: runs once at a time, and says what went wrong instead of throwing. */
export interface Command<A extends unknown[], R> {
  (...args: A): Promise<R | undefined>;
  readonly running: Signal<boolean>;
  readonly problem: Signal<Problem | undefined>;
  /** Forgets the last problem, once what caused it has been changed. */
  forget(): void;
}

export function command<A extends unknown[], R>(run: (...args: A) => Promise<R>): Command<A, R> {
  const running = signal(false);
  const problem = signal<Problem | undefined>(undefined);
  const call = async (...args: A) => {
    if (running()) return undefined;
    running.set(true);
    problem.set(undefined);
    try {
      return await run(...args);
    } catch (error) {
      problem.set(toProblem(error));
      return undefined;
    } finally {
      running.set(false);
    }
  };
  return Object.assign(call, {
    running: running.asReadonly(),
    problem: problem.asReadonly(),
    forget: () => problem.set(undefined),
  });
}
