import { InjectionToken, Injector, Provider, inject } from '@angular/core';
import type { DescService } from '@bufbuild/protobuf';
import { Client, Code, ConnectError, Interceptor, Transport, createClient } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import { EarlyQuestions } from './early';
import { Session } from './session';

/** The one wire to the server. Tests provide an in-memory router instead. */
export const TRANSPORT = new InjectionToken<Transport>('rpc transport');

/** No page of another site can send this header, so the server takes no call without it. */
const fromHere: Interceptor = (next) => (request) => {
  request.header.set('x-hientai', '1');
  return next(request);
};

/** Whatever is asked: once the server knows no session of ours, the way leads to signing in. */
export function whoIsThere(injector: Injector): Interceptor {
  return (next) => async (request) => {
    try {
      return await next(request);
    } catch (error) {
      if (ConnectError.from(error).code === Code.Unauthenticated) injector.get(Session).lost();
      throw error;
    }
  };
}

export function provideGrpcWeb(): Provider {
  return {
    provide: TRANSPORT,
    useFactory: () =>
      createGrpcWebTransport({
        baseUrl: '/',
        interceptors: [fromHere, whoIsThere(inject(Injector))],
        fetch: inject(EarlyQuestions).fetch,
      }),
  };
}

export function injectClient<S extends DescService>(service: S): Client<S> {
  return createClient(service, inject(TRANSPORT));
}
