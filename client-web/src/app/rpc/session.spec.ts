import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { Code, ConnectError } from '@connectrpc/connect';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { SessionService, Step } from '../../gen/hientai/access/v1/session_service_pb';
import { Component } from '@angular/core';
import { fake, prepare } from '../../testing/open';
import { Session, signedIn } from './session';

@Component({ template: '' })
class Nothing {}

const left = (ms: number) => ({
  accountId: 'a',
  name: 'noivu',
  step: Step.NONE,
  idleTime: timestampFromMs(Date.now() + ms),
  absoluteTime: timestampFromMs(Date.now() + 3_600_000),
});

describe('session', () => {
  let answer: () => object;
  let session: Session;
  let router: Router;

  beforeEach(() => {
    answer = () => left(900_000);
    prepare(fake(SessionService, { getSession: () => answer() }));
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'dang-nhap', component: Nothing },
          { path: '', canActivateChild: [signedIn], children: [{ path: 'van-ban', component: Nothing }] },
        ]),
      ],
    });
    session = TestBed.inject(Session);
    router = TestBed.inject(Router);
  });
  afterEach(() => vi.useRealTimers());

  it('opens a page to who is signed in, and leads anybody else to the door with the address', async () => {
    await router.navigateByUrl('/van-ban?q=lan');
    expect(router.url).toBe('/van-ban?q=lan');
    expect(session.account()).toBe('a');
    session.lost();
    await vi.waitFor(() => expect(router.url).toBe('/dang-nhap?den=%2Fvan-ban%3Fq%3Dlan'));
    expect(session.account()).toBe('');
  });

  it('does not take a sign-in that lacks a step for one that is complete', async () => {
    answer = () => ({ accountId: 'a', name: 'noivu', step: Step.SECOND_FACTOR });
    await router.navigateByUrl('/van-ban');
    expect(router.url).toBe('/dang-nhap?den=%2Fvan-ban');
    expect(session.account()).toBe('');
  });

  it('waits for an answer instead of taking silence for nobody', async () => {
    answer = () => {
      throw new ConnectError('gone', Code.Unavailable);
    };
    const going = router.navigateByUrl('/van-ban');
    await vi.waitFor(() => expect(session.problem()?.unreachable).toBe(true));
    answer = () => left(900_000);
    session.again();
    await going;
    expect(router.url).toBe('/van-ban');
    expect(session.problem()).toBeUndefined();
  });

  it('says when it is about to end, and not before', async () => {
    await session.known();
    expect(session.ending()).toBeUndefined();
    await session.through(async () => ({ ...left(90_000), $typeName: 'hientai.access.v1.Session' }) as never);
    expect(session.ending()).toBe(2);
    expect(session.final()).toBe(false);
  });
});
