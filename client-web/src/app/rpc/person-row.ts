import { inject } from '@angular/core';
import { PersonRow, ServiceStatus } from '../../gen/hientai/personnel/v1/person_pb';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { Read, read } from './read';
import { TimeTravel } from './time-travel';
import { injectClient } from './transport';

/** Somebody chosen earlier, as a list shows them: a name for an id, without opening the file. */
export function personRow(id: () => string): Read<PersonRow | undefined> {
  const client = injectClient(PersonService);
  const time = inject(TimeTravel);
  return read({
    params: () => (id() ? { ids: [id()], at: time.at(), status: ServiceStatus.ANY } : undefined),
    load: async (request, signal) => (await client.listPeople(request, { signal })).people[0],
    subject: ({ ids }) => ids[0],
  });
}
