import { Component, computed, forwardRef, inject, input, linkedSignal, output } from '@angular/core';
import { PaperService } from '../../../gen/hientai/papers/v1/paper_service_pb';
import { Language, injectText } from '../../ui/text';
import { command } from '../command';
import { injectClient } from '../transport';
import { uuidv7 } from '../uuid';
import { FormFields } from './form-fields';
import { NO_PAPER, PAPER_FIELDS, paperDetails } from './paper-fields';
import { Values } from './form-spec';

/** Registers a paper in place, without leaving the form that wants to cite it. */
@Component({
  selector: 'ht-new-paper',
  imports: [forwardRef(() => FormFields)],
  template: `
    <div class="newpaper">
      <ht-form-fields [fields]="fields" [(values)]="values" [violations]="register.problem()?.fields ?? []" />
      @if (register.problem(); as problem) {
        <p class="refusal" role="alert">
          <b>{{ language.of(problem.message) }}</b>
          @if (onRecord(); as id) {
            <button class="btn sm" type="button" (click)="registered.emit(id)">{{ t('paper.useThat') }}</button>
          }
        </p>
      }
      <div class="btns">
        <button class="btn p" type="button" [attr.aria-disabled]="!complete() || register.running()" (click)="save()">
          {{ t('choice.registerPaper') }}
        </button>
        <button class="btn" type="button" (click)="givenUp.emit()">{{ t('act.cancel') }}</button>
      </div>
    </div>
  `,
})
export class NewPaper {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(PaperService);
  readonly number = input('');
  readonly registered = output<string>();
  readonly givenUp = output();

  protected readonly fields = PAPER_FIELDS.filter((field) => field.name !== 'excerpt');
  protected readonly values = linkedSignal<Values>(() => ({
    ...NO_PAPER,
    number: /\d/.test(this.number()) ? this.number() : '',
  }));
  protected readonly complete = computed(() =>
    this.fields.every((field) => field.optional || !!String(this.values()[field.name]).trim()),
  );
  private readonly ids = { id: uuidv7(), requestId: uuidv7() };
  protected readonly register = command(() =>
    this.client.registerPaper({
      envelope: { requestId: this.ids.requestId },
      id: this.ids.id,
      details: paperDetails(this.values()),
    }),
  );

  /** The paper it is, where it is on record already. */
  protected readonly onRecord = computed(() => {
    const problem = this.register.problem();
    return problem?.reason === 'PAPER_ALREADY_REGISTERED' ? problem.relatedIds[0] : undefined;
  });

  protected async save() {
    if (this.complete() && (await this.register())) this.registered.emit(this.ids.id);
    // A refused attempt may be sent again with other content, which is another request.
    else if (this.register.problem() && !this.register.problem()!.unreachable) this.ids.requestId = uuidv7();
  }
}
