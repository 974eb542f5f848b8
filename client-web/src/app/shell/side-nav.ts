import { CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, output } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { formatTime } from '../ui/dates';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { Language, injectText } from '../ui/text';
import { Theme } from '../ui/theme';
import { AccountMenu } from './account-menu';
import { Places } from './places';
import { Seal } from './seal';

@Component({
  selector: 'ht-side-nav',
  imports: [AccountMenu, CdkMenuTrigger, Icon, RouterLink, RouterLinkActive, Seal],
  templateUrl: './side-nav.html',
})
export class SideNav {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  protected readonly registry = inject(Registry);
  protected readonly language = inject(Language);
  protected readonly theme = inject(Theme);
  protected readonly places = inject(Places);
  readonly palette = output();

  protected readonly head = computed(() => {
    const head = this.registry.head();
    return head === undefined ? '' : formatCount(head);
  });
  /** "Trần Thị Kim Oanh, Phòng Nội vụ": who, then from where. */
  protected readonly actor = computed(() => {
    const actor = this.registry.actor();
    const [name, ...post] = this.language.of(actor?.title).split(', ');
    return { name: name || actor?.name, post: post.join(', ') || actor?.name };
  });
  protected readonly recorded = computed(() => {
    const moment = this.registry.moment();
    return moment && moment.position === moment.head ? formatTime(moment.knownAt) : '';
  });
}
