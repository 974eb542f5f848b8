import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { RuleFinding } from '../../../gen/hientai/rpc/v1/rule_pb';
import { Icon } from '../../ui/icon';
import { Language, injectText } from '../../ui/text';
import { Recording } from './recording';

const SHOWN = 8;

/** What rules warn of in what is tried: what was found, and for each rule why it is recorded all the same. */
@Component({
  selector: 'ht-findings',
  imports: [Icon, RouterLink],
  template: `
    @for (one of rules(); track one.rule) {
      <div class="finding">
        @for (finding of one.found.slice(0, shown); track $index) {
          <p>
            <ht-icon name="warn" small />
            <span>
              @if (one.found.length > 1 && finding.title) {
                <b>{{ finding.title }}:</b>&ngsp;
              }
              {{ language.of(finding.message) }}</span
            >
          </p>
        }
        @if (one.found.length > shown) {
          <p class="small mute num">{{ t('rule.andMore', { count: one.found.length - shown }) }}</p>
        }
        @if (one.settled; as reason) {
          <p class="small">
            <span class="mute">{{ t('rule.passedByProposer') }}</span> {{ reason }}
          </p>
        } @else {
          <label [for]="'pass-' + one.rule"
            >{{ t('rule.why') }}
            <a class="link num" routerLink="/quy-tac" [fragment]="one.rule" target="_blank"
              >{{ t('rule.number', { rule: one.rule }) }}<span class="sr"> ({{ t('palette.newTab') }})</span></a
            ></label
          >
          <div class="inp">
            <input
              #why
              type="text"
              autocomplete="off"
              maxlength="300"
              [id]="'pass-' + one.rule"
              [attr.aria-describedby]="'pass-' + one.rule + '-hint'"
              [value]="recording().reasons()[one.rule] ?? ''"
              (input)="recording().pass(one.rule, why.value)"
            />
          </div>
          <p class="hint" [id]="'pass-' + one.rule + '-hint'">{{ t('rule.whyHint') }}</p>
        }
      </div>
    }
  `,
})
export class Findings {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  readonly recording = input.required<Recording>();
  protected readonly shown = SHOWN;

  protected readonly rules = computed(() => {
    const byRule = new Map<string, RuleFinding[]>();
    for (const finding of this.recording().findings())
      byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
    return [...byRule].map(([rule, found]) => ({ rule, found, settled: found[0].passed }));
  });
}
