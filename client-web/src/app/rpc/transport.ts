import { InjectionToken, Provider, inject } from '@angular/core';
import type { DescService } from '@bufbuild/protobuf';
import { Client, Interceptor, Transport, createClient } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import { Acting, actingAs } from './acting';

/** The one wire to the server. Tests provide an in-memory router instead. */
export const TRANSPORT = new InjectionToken<Transport>('rpc transport');

/** No page of another site can send this header, so the server takes no call without it. */
const fromHere: Interceptor = (next) => (request) => {
  request.header.set('x-hientai', '1');
  return next(request);
};

export function provideGrpcWeb(): Provider {
  return {
    provide: TRANSPORT,
    useFactory: () => createGrpcWebTransport({ baseUrl: '/', interceptors: [fromHere, actingAs(inject(Acting))] }),
  };
}

export function injectClient<S extends DescService>(service: S): Client<S> {
  return createClient(service, inject(TRANSPORT));
}
