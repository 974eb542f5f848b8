import { Component, input } from '@angular/core';
import { StandardKind } from '../../gen/hientai/standards/v1/standard_pb';
import { injectText } from './text';
import { standardKindKey } from './vocabulary';

/** Law or plan: outlined or violet, never one for both. */
@Component({
  selector: 'ht-kind-tag',
  template: `<span class="tag" [class.law]="kind() === law" [class.plan]="kind() !== law">{{ t(key(kind())) }}</span>`,
})
export class KindTag {
  protected readonly t = injectText();
  readonly kind = input.required<StandardKind>();
  protected readonly law = StandardKind.LAW;
  protected readonly key = standardKindKey;
}
