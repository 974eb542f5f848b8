import { Injectable, computed, inject, signal } from '@angular/core';
import { CanActivateFn, Router } from '@angular/router';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { CallOptions } from '@connectrpc/connect';
import { RegistryService } from '../../gen/hientai/registry/v1/registry_service_pb';
import { Session as Answer, SessionService, Step } from '../../gen/hientai/access/v1/session_service_pb';
import { Language } from '../ui/text';
import { Theme } from '../ui/theme';
import { EarlyQuestions } from './early';
import { Problem, toProblem } from './problem';
import { injectClient } from './transport';
import { Unsaved } from './unsaved';

/** How long before its end a session that lies idle says so. */
const WARN_MS = 120_000;
/** While it is about to end, another window may keep it alive: asked this often. */
const LOOK_AGAIN_MS = 10_000;

/** Who is signed in, what their sign-in still lacks, and when it ends by itself. The browser holds the cookie alone. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly client = injectClient(SessionService);
  private readonly registry = injectClient(RegistryService);
  private readonly router = inject(Router);
  private readonly language = inject(Language);
  private readonly theme = inject(Theme);
  private readonly unsaved = inject(Unsaved);
  private readonly early = inject(EarlyQuestions);

  private readonly answer = signal<Answer | undefined>(undefined);
  private readonly told = signal(false);
  private readonly unanswered = signal<Problem | undefined>(undefined);
  private asked: Promise<void> | undefined;
  private retry: (() => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When the session ends, by the clock of this machine. */
  private ends = 0;

  readonly value = this.answer.asReadonly();
  /** Why it is not known who is there. */
  readonly problem = this.unanswered.asReadonly();
  readonly step = computed(() => this.answer()?.step ?? Step.UNSPECIFIED);
  readonly complete = computed(() => this.step() === Step.NONE);
  /** The account of a complete sign-in; what is on screen belongs to it. '' is nobody, undefined is not known yet. */
  readonly account = computed(() => (this.complete() ? this.answer()!.accountId : this.told() ? '' : undefined));
  /** Whole minutes left, once it is about to end. */
  readonly ending = signal<number | undefined>(undefined);
  /** It ends in any case: using it would not help. */
  readonly final = computed(() => {
    const { idleTime, absoluteTime } = this.answer() ?? {};
    return !!idleTime && !!absoluteTime && timestampMs(idleTime) >= timestampMs(absoluteTime);
  });

  constructor() {
    addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && this.complete()) void this.look();
    });
  }

  /** Resolves once it is known who is there: asked as the app starts, and again if nobody answered. */
  known(): Promise<void> {
    return (this.asked ??= this.untilAnswered());
  }

  /** Nobody said who is there: asks once more. What waits for it goes on by itself. */
  again() {
    this.retry?.();
  }

  private async untilAnswered() {
    for (;;)
      try {
        await this.ask();
        return this.unanswered.set(undefined);
      } catch (error) {
        this.unanswered.set(toProblem(error));
        await new Promise<void>((resolve) => (this.retry = resolve));
      }
  }

  /** A step of signing in, or anything else that answers with the session as it stands then. */
  async through(call: (options: CallOptions) => Promise<Answer>) {
    // The server says when by its own clock; this machine's may be wrong.
    let now = Date.now();
    const answer = await call({ onHeader: (headers) => (now = Date.parse(headers.get('date') ?? '') || now) });
    this.asked ??= Promise.resolve();
    if (answer.step !== Step.NONE) this.early.drop();
    const before = this.account();
    if (before && answer.step !== Step.NONE) return this.lost();
    this.answer.set(answer);
    this.told.set(true);
    // Another window has signed in as somebody else: nothing read before may stay on screen.
    if (before && before !== this.account()) {
      this.unsaved.giveUp();
      location.reload();
    }
    this.ends = answer.idleTime ? Date.now() + timestampMs(answer.idleTime) - now : 0;
    this.watch();
  }

  /** The server knows no session of ours: what is on screen goes, the address is kept for afterwards. */
  lost() {
    const was = this.complete();
    this.forget();
    if (was) void this.router.navigateByUrl(signInAt(this.router, this.router.url));
  }

  async signOut() {
    if (!(await this.unsaved.mayLeave())) return;
    await this.client.signOut({});
    // Signing out clears what the browser stored for this site; language and theme are the reader's own.
    void this.language.use(this.language.code());
    this.theme.keep();
    this.forget();
    await this.router.navigateByUrl('/dang-nhap');
  }

  /** Any call but asking about the session counts as use of it. */
  async stay() {
    await this.registry.getRegistry({});
    await this.ask();
  }

  private ask() {
    return this.through((options) => this.client.getSession({}, options));
  }

  private async look() {
    try {
      await this.ask();
    } catch {
      // Out of reach: what is on screen is still only shown until the end that was known.
      if (Date.now() >= this.ends) this.lost();
      else this.watch();
    }
  }

  private watch() {
    clearTimeout(this.timer);
    if (!this.ends || !this.complete()) return this.ending.set(undefined);
    const left = this.ends - Date.now();
    const near = left <= WARN_MS;
    this.ending.set(near ? Math.max(1, Math.ceil(left / 60_000)) : undefined);
    const next = near ? Math.min(LOOK_AGAIN_MS, Math.max(left, 0) + 500) : left - WARN_MS;
    this.timer = setTimeout(() => void this.look(), next);
  }

  private forget() {
    this.early.drop();
    this.answer.set(undefined);
    this.told.set(true);
    this.asked = Promise.resolve();
    this.ends = 0;
    this.watch();
  }
}

const signInAt = (router: Router, url: string) =>
  router.createUrlTree(['/dang-nhap'], { queryParams: url === '/' ? {} : { den: url } });

/** Every page but those of signing in asks who is there first. */
export const signedIn: CanActivateFn = async (_, state) => {
  const [session, router] = [inject(Session), inject(Router)];
  await session.known();
  return session.complete() || signInAt(router, state.url);
};

/** The pages of signing in begin where it stands. */
export const whereItStands: CanActivateFn = async () => {
  await inject(Session).known();
  return true;
};
