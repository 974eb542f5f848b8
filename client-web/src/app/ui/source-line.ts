import { Component, computed, input } from '@angular/core';
import { SourceCheck } from '../../gen/hientai/standards/v1/standard_pb';
import { Icon } from './icon';
import { injectText } from './text';
import { sourceCheckKey } from './vocabulary';

/** Where a rule stands written, and how far that was checked, in plain words. */
@Component({
  selector: 'ht-source-line',
  imports: [Icon],
  template: `<span>{{ clause() }}</span>
    <small class="checked" [class.open]="!official()"
      ><ht-icon [name]="official() ? 'check' : 'warn'" small />{{ t(key(checked())) }}</small
    >`,
})
export class SourceLine {
  protected readonly t = injectText();
  /** Source and clause. */
  readonly clause = input.required<string>();
  readonly checked = input.required<SourceCheck>();
  protected readonly official = computed(() => this.checked() === SourceCheck.READ_IN_OFFICIAL_TEXT);
  protected readonly key = sourceCheckKey;
}
