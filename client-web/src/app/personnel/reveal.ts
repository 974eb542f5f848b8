import { WritableSignal, linkedSignal } from '@angular/core';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { DataClass, RevealSchema } from '../../gen/hientai/rpc/v1/access_pb';

export type RevealInit = MessageInitShape<typeof RevealSchema>;

/** Kept values opened for as long as the page stays; another subject, or another visit, starts with them closed. */
export function opening(subject: () => unknown): WritableSignal<RevealInit | undefined> {
  return linkedSignal<unknown, RevealInit | undefined>({ source: subject, computation: () => undefined });
}

/** What was opened before stays open when more is asked for. */
export function withMore(before: RevealInit | undefined, more: RevealInit): RevealInit {
  return { ...more, classes: [...new Set([...(before?.classes ?? []), ...(more.classes ?? [])])] };
}

/** How a class of values is kept from this reader: not at all, until opened, or altogether. */
export function keptIn(person: Person, value: DataClass): 'open' | 'closed' | undefined {
  const found = person.withheld.find((one) => one.dataClass === value);
  return found && (found.mayOpen ? 'open' : 'closed');
}
