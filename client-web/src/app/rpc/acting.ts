import { Injectable, signal } from '@angular/core';
import type { Interceptor } from '@connectrpc/connect';

const KEY = 'acting-as';
/** The officer who keeps the records; without a name the server would not even say who else there is. */
const FIRST = 'noivu';

/** In whose name the caller acts while there are no accounts. */
@Injectable({ providedIn: 'root' })
export class Acting {
  readonly name = signal(localStorage.getItem(KEY) || FIRST);

  as(name: string) {
    localStorage.setItem(KEY, name);
    this.name.set(name);
  }
}

export function actingAs(acting: Acting): Interceptor {
  return (next) => (request) => {
    request.header.set('x-acting-as', acting.name());
    return next(request);
  };
}
