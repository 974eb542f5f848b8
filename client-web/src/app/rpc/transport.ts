import { InjectionToken, Provider, inject } from '@angular/core';
import type { DescService } from '@bufbuild/protobuf';
import { Client, Transport, createClient } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import { Acting, actingAs } from './acting';

/** The one wire to the server. Tests provide an in-memory router instead. */
export const TRANSPORT = new InjectionToken<Transport>('rpc transport');

export function provideGrpcWeb(): Provider {
  return {
    provide: TRANSPORT,
    useFactory: () => createGrpcWebTransport({ baseUrl: '/', interceptors: [actingAs(inject(Acting))] }),
  };
}

export function injectClient<S extends DescService>(service: S): Client<S> {
  return createClient(service, inject(TRANSPORT));
}
