import { ApplicationInitStatus, Type } from '@angular/core';
import { DeferBlockBehavior, TestBed } from '@angular/core/testing';
import { Routes, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { DescService } from '@bufbuild/protobuf';
import { Interceptor, ServiceImpl, Transport, createRouterTransport } from '@connectrpc/connect';
import { SessionService, Step } from '../gen/hientai/access/v1/session_service_pb';
import { RegistryService } from '../gen/hientai/registry/v1/registry_service_pb';
import { Session } from '../app/rpc/session';
import { TRANSPORT } from '../app/rpc/transport';
import { provideTexts } from '../app/ui/text';
import { pass, stopTime } from './time';

/** A service and the answers it gives; what is not answered fails as unimplemented. */
export interface Fake {
  service: DescService;
  answers: object;
}

export const fake = <S extends DescService>(service: S, answers: Partial<ServiceImpl<S>>): Fake => ({
  service,
  answers,
});

/** Calls that have not been answered yet. */
let underWay = 0;
const counted: Interceptor = (next) => async (request) => {
  underWay++;
  try {
    return await next(request);
  } finally {
    underWay--;
  }
};

/** An answer that comes when the test says so; meanwhile nobody waits for it. */
export function held() {
  let release = () => undefined as void;
  const answered = new Promise<void>((resolve) => (release = resolve));
  return {
    until: () => {
      underWay--;
      return answered.then(() => void underWay++);
    },
    release: () => release(),
  };
}

/** A real protocol round trip in memory. */
export function inMemory(...fakes: Fake[]): Transport {
  return createRouterTransport(
    (router) => {
      if (!fakes.some((one) => one.service === RegistryService))
        router.service(RegistryService, { getRegistry: () => ({ name: 'Huyện thử', at: { position: 7n, head: 7n } }) });
      if (!fakes.some((one) => one.service === SessionService))
        router.service(SessionService, { getSession: () => ({ accountId: 'a', name: 'noivu', step: Step.NONE }) });
      for (const { service, answers } of fakes) router.service(service, answers);
    },
    { transport: { interceptors: [counted] } },
  );
}

export class Page {
  constructor(readonly harness: RouterTestingHarness) {}

  get element(): HTMLElement {
    return this.harness.routeNativeElement!;
  }

  text(): string {
    return this.element.textContent!.replace(/\s+/g, ' ');
  }

  all<E extends HTMLElement>(selector: string): E[] {
    return Array.from(document.querySelectorAll<E>(selector));
  }

  button(name: string): HTMLElement {
    const found = this.all('button, a').find((one) => one.textContent!.replace(/\s+/g, ' ').includes(name));
    if (!found) throw new Error(`no button "${name}"`);
    return found;
  }

  async click(name: string) {
    this.button(name).click();
    await this.settle();
  }

  /** Fills in the field with this label. */
  async fill(label: string, value: string) {
    const element = this.all<HTMLLabelElement>('label').find((one) => one.textContent!.includes(label));
    if (!element) throw new Error(`no field "${label}"`);
    const control = document.getElementById(element.htmlFor) as HTMLInputElement | HTMLSelectElement;
    control.value = value;
    control.dispatchEvent(new Event(control instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
    control.dispatchEvent(new Event('input', { bubbles: true }));
    await this.settle();
  }

  async go(url: string) {
    const arrived = this.harness.navigateByUrl(url);
    await this.settle();
    await arrived;
    await this.settle();
  }

  press(key: string, more: KeyboardEventInit = {}) {
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
    );
    return this.settle();
  }

  /** Lets answers arrive and the page follow; longer than most pauses before a call. */
  settle(ms = 40) {
    const { fixture } = this.harness;
    return pass(
      ms,
      () => fixture.detectChanges(),
      () => underWay > 0 || !fixture.isStable(),
    );
  }
}

/** Opens a page at an address to who is signed in, against services in memory. */
export async function open(routes: Routes, url: string, ...fakes: Fake[]): Promise<Page> {
  prepare(...fakes);
  TestBed.configureTestingModule({
    providers: [provideRouter(routes, withComponentInputBinding())],
    // Nothing comes into view here: what waits for that stays away.
    deferBlockBehavior: DeferBlockBehavior.Manual,
  });
  // The texts are there before a page is, as when the app starts.
  await TestBed.inject(ApplicationInitStatus).donePromise;
  await TestBed.inject(Session).known();
  const harness = await RouterTestingHarness.create();
  const page = new Page(harness);
  await page.go(url);
  return page;
}

/** The surroundings of a part that is tested without a page. */
export function prepare(...fakes: Fake[]) {
  stopTime();
  underWay = 0;
  localStorage.clear();
  // jsdom lays nothing out, so it has no media queries and cannot scroll.
  globalThis.matchMedia ??= (query: string) => ({ matches: false, media: query }) as MediaQueryList;
  globalThis.scrollTo = () => undefined;
  Element.prototype.scrollIntoView ??= () => undefined;
  TestBed.configureTestingModule({
    providers: [{ provide: TRANSPORT, useValue: inMemory(...fakes) }, provideTexts()],
  });
}

export function render<T>(component: Type<T>) {
  const fixture = TestBed.createComponent(component);
  fixture.autoDetectChanges();
  return fixture;
}
