import { Signal, computed, inject } from '@angular/core';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { personRow } from '../rpc/person-row';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';

export function nameOfUnit(id: Signal<string>): Signal<string> {
  const client = injectClient(UnitService);
  const time = inject(TimeTravel);
  const found = read({
    params: () => (id() ? { id: id(), at: time.at() } : undefined),
    load: (request, signal) => client.getUnit(request, { signal }),
    subject: (request) => request.id,
  });
  return computed(() => found.value()?.unit?.name ?? '');
}

/** '' until it is known, and for somebody erased or out of sight. */
export function nameOfPerson(id: Signal<string>): Signal<string> {
  const row = personRow(id);
  return computed(() => row.value()?.fullName ?? '');
}
