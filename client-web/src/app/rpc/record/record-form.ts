import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { LaterEntries, Receipt } from '../../../gen/hientai/rpc/v1/command_pb';
import { Icon } from '../../ui/icon';
import { Keys } from '../../ui/keys';
import { formatCount } from '../../ui/numbers';
import { Step, Steps } from '../../ui/steps';
import { Language, injectText } from '../../ui/text';
import { Toasts } from '../../ui/toasts';
import { Registry } from '../registry';
import { TimeTravel } from '../time-travel';
import { Unsaved } from '../unsaved';
import {
  FieldSpec,
  FormSpec,
  LATER,
  Value,
  Values,
  asked,
  isEmpty,
  isUnread,
  laterEntries,
  partsOf,
  str,
  violationOf,
} from './form-spec';
import { FormFields } from './form-fields';
import { Preview, asksLater } from './preview';
import { Draft, recording } from './recording';
import { remedyOf } from './remedies';

/** A form for one command: fields, reason and paper; beside it what would be recorded, tried at every pause. */
@Component({
  selector: 'ht-record-form',
  imports: [FormFields, Icon, Preview, RouterLink, Steps],
  templateUrl: './record-form.html',
  host: { '(document:visibilitychange)': 'back()' },
})
export class RecordForm {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly toasts = inject(Toasts);
  private readonly unsaved = inject(Unsaved);
  private readonly registry = inject(Registry);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly spec = input.required<FormSpec>();
  /** Where the records a refusal is about are found. */
  readonly relatedLink = input('/nhan-su');
  readonly recorded = output<Receipt>();
  /** Sent for approval; the receipt is the proposal's. */
  readonly proposed = output<Receipt>();
  readonly leave = output();
  readonly reload = output();
  /** What has been entered so far, for whoever wants to look things up by it. */
  readonly entered = output<Values>();

  /** A signal of its own, so that a reloaded record with the same key does not empty the form. */
  private readonly key = computed(() => this.spec().key);
  protected readonly values = linkedSignal<string, Values>({
    source: this.key,
    computation: () => untracked(() => this.spec().initial),
  });
  protected readonly envelope = linkedSignal<string, Values>({
    source: this.key,
    computation: () => ({ paperId: '', reason: '' }),
  });
  private readonly filledIn = computed(() => JSON.stringify([this.values(), this.envelope()], plain));
  /** As it was when nothing was filled in yet, or when it was recorded. */
  private readonly kept = linkedSignal({ source: this.key, computation: () => untracked(() => this.filledIn()) });
  protected readonly insist = signal(false);
  /** The server asked for a second pair of eyes where no rule was known to. */
  private readonly turned = linkedSignal({ source: this.key, computation: () => false });
  protected readonly because = computed(() => {
    const proposal = this.spec().proposal;
    return proposal && (proposal.because(this.values()) ?? (this.turned() ? 'rule' : undefined));
  });
  protected readonly words = computed(() => {
    if (this.because())
      return {
        do: 'proposal.send',
        doing: 'proposal.sending',
        done: 'proposal.sent',
        forever: 'proposal.notForever',
      } as const;
    return this.spec().words ?? ({ do: 'record.do', doing: 'record.doing', done: 'record.done' } as const);
  });

  protected readonly envelopeFields = computed<FieldSpec[]>(() => {
    const { paper, paperRequired, reason } = this.spec();
    const fields: FieldSpec[] = paper
      ? [{ name: 'paperId', type: 'paper', label: paper, optional: !paperRequired }]
      : [];
    if (reason === 'none') return fields;
    return [
      ...fields,
      {
        name: 'reason',
        type: 'text',
        label: 'record.reason',
        hint: reason === 'unless-paper' ? 'record.reasonUnlessPaper' : 'record.reasonHint',
        optional: reason === 'optional' || (reason === 'unless-paper' && !isEmpty(this.envelope()['paperId'])),
      },
    ];
  });
  /** The parts that are filled in one after the other; none where all stand on one page. */
  private readonly parts = computed(() => (this.spec().steps ? partsOf(this.spec().fields) : []));
  protected readonly part = linkedSignal({ source: this.key, computation: () => 0 });
  private readonly reached = linkedSignal({ source: this.key, computation: () => 0 });
  protected readonly last = computed(() => this.part() >= this.parts().length - 1);
  protected readonly lead = computed(() => this.parts()[this.part()] ?? this.spec().fields.slice(0, this.spec().lead));
  protected readonly rest = computed(() => (this.parts().length ? [] : this.spec().fields.slice(this.lead().length)));
  protected readonly missing = computed(() => {
    const own = asked(this.spec(), this.values()).filter(
      (field) => (!field.optional && isEmpty(this.values()[field.name])) || isUnread(field, this.values()[field.name]),
    );
    const around = this.envelopeFields().filter((field) => !field.optional && isEmpty(this.envelope()[field.name]));
    return [...own, ...around];
  });
  protected readonly steps = computed<Step[]>(() =>
    this.parts().map((own, n) => {
      const fields = n === this.parts().length - 1 ? [...own, ...this.envelopeFields()] : own;
      const unfilled = fields.some((field) => this.missing().includes(field));
      const refused = fields.some((field) => violationOf(field, this.violations()));
      const wrong = refused || (unfilled && this.insist());
      return { name: own[0].heading!, state: wrong ? 'wrong' : !unfilled && n < this.reached() ? 'done' : 'ahead' };
    }),
  );
  private readonly draft = computed<Draft | undefined>(() => {
    if (this.missing().length || this.time.past()) return undefined;
    const spec = this.spec();
    const values = this.values();
    const around = this.envelope();
    const expectedVersion = spec.expectedVersion;
    const proposal = this.because() ? spec.proposal : undefined;
    return {
      content: JSON.stringify([spec.key, !!proposal, values, around, spec.besides, String(expectedVersion)], plain),
      envelope: { reason: str(around, 'reason'), paperId: str(around, 'paperId'), expectedVersion },
      send: (envelope, options) => (proposal ?? spec).send(values, envelope, options),
    };
  });
  readonly recording = recording(() => this.draft());
  protected readonly remedy = computed(() =>
    remedyOf(this.recording.problem(), (ability) => this.registry.may(ability)),
  );
  protected readonly violations = computed(() => (this.remedy() ? [] : (this.recording.problem()?.fields ?? [])));
  /** A refusal that no field on screen shows, or out of which a way leads, is shown above them all. */
  protected readonly loose = computed(() => {
    const problem = this.recording.problem();
    if (!problem || problem.stale) return undefined;
    const fields = [...asked(this.spec(), this.values()), ...this.envelopeFields()];
    const placed = this.violations().some((violation) => fields.some((field) => violationOf(field, [violation])));
    return placed ? undefined : problem;
  });
  /** What was answered about entries of later days. */
  protected readonly answeredLater = computed(() => laterEntries(this.values()));
  private readonly undecided = computed(() => asksLater(this.recording.preview()) && !this.answeredLater());
  /** Why the button is closed; empty once it is open. */
  protected readonly closed = computed(() => {
    if (this.time.past()) return this.t('record.past');
    if (this.missing().length)
      return this.t('record.missing', {
        fields: this.missing()
          .map((field) => uncapital(this.t(field.label, field.labelAbout)))
          .join(', '),
      });
    if (this.recording.problem()) return this.t('record.refused');
    if (this.undecided()) return this.t('record.laterOpen');
    const unpassed = this.recording.unpassed();
    if (unpassed.length) return this.t('rule.open', { rules: unpassed.join(', ') });
    const held = this.spec().hold?.(this.values());
    if (held) return this.t(held);
    return this.recording.ready() ? '' : this.t('record.checking');
  });

  constructor() {
    inject(Keys).bind({ 'Ctrl+Enter': () => void this.submit() });
    // Read at once: it keeps what it held when it was first read.
    effect(() => void this.kept());
    this.unsaved.hold({ unsaved: () => this.filledIn() !== this.kept(), giveUp: () => this.keep() });
    effect(() => this.entered.emit(this.values()));
    effect(() => {
      if (this.recording.problem()?.reason === 'APPROVAL_NEEDED' && this.spec().proposal) this.turned.set(true);
    });
  }

  /** Enter goes on to what is still to be filled in, and records at the end. */
  protected enter() {
    if (this.last()) void this.submit();
    else this.goTo(this.part() + 1);
  }

  protected goTo(part: number) {
    this.part.set(part);
    this.reached.update((reached) => Math.max(reached, part));
    afterNextRender(
      { read: () => this.host.querySelector<HTMLElement>('.form .part')?.focus() },
      { injector: this.injector },
    );
  }

  private keep() {
    this.kept.set(this.filledIn());
  }

  protected async later() {
    if (await this.unsaved.mayLeave()) this.leave.emit();
  }

  async submit() {
    this.insist.set(true);
    const wrong = this.steps().findIndex(({ state }) => state === 'wrong');
    if (wrong >= 0 && wrong !== this.part()) this.goTo(wrong);
    if (!this.recording.ready() || this.undecided() || this.spec().hold?.(this.values())) return;
    const proposing = !!this.because();
    const done = this.words().done;
    const receipt = await this.recording.record();
    if (!receipt) return;
    this.keep();
    this.toasts.say(this.t(receipt.repeated ? 'record.repeated' : done), `#${formatCount(receipt.position)}`);
    this.registry.reload();
    if (proposing) this.proposed.emit(receipt);
    else this.recorded.emit(receipt);
  }

  protected answer(later: LaterEntries) {
    this.values.update((values) => ({ ...values, [LATER]: String(later) }));
  }

  protected show() {
    document.getElementById('preview')?.scrollIntoView({ behavior: 'smooth' });
  }

  /** Who was away may have settled elsewhere what stood in the way. */
  protected back() {
    if (document.visibilityState === 'visible' && this.remedy()) this.recording.tryAgain();
  }

  protected again() {
    this.reload.emit();
    this.recording.tryAgain();
  }
}

const plain = (_: string, value: Value | bigint) => (typeof value === 'bigint' ? String(value) : value);

/** As it stands within a sentence: only its own first letter gives way, and that of no abbreviation. */
const uncapital = (text: string) => (/^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1));
