import { CdkConnectedOverlay, CdkOverlayOrigin, ConnectedPosition } from '@angular/cdk/overlay';
import { Component, computed, effect, inject, model } from '@angular/core';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { RouterLink } from '@angular/router';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { formatDate } from '../ui/dates';
import { Icon } from '../ui/icon';
import { Page } from '../ui/page';
import { injectText } from '../ui/text';
import { TimeBar } from './time-bar';
import { TimeChooser } from './time-chooser';

/** Where the reader is, in the product and in time. */
@Component({
  selector: 'ht-top-bar',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, Icon, RouterLink, TimeBar, TimeChooser],
  templateUrl: './top-bar.html',
})
export class TopBar {
  protected readonly t = injectText();
  protected readonly page = inject(Page);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly announcer = inject(LiveAnnouncer);

  /** Whether the two date fields are open. */
  readonly choosing = model(false);
  protected readonly under: ConnectedPosition[] = [
    { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetX: -16 },
  ];
  protected readonly today = computed(() =>
    formatDate((!this.time.past() && this.registry.moment()?.validOn) || this.time.today()),
  );
  protected readonly ticks = Array.from({ length: 15 }, (_, i) => ({ x: 4 + i * 7.4, tall: i % 5 === 0 }));

  constructor() {
    let past = this.time.past();
    effect(() => {
      const now = this.time.past();
      if (now !== past) this.announcer.announce(now ? this.entered() : this.t('time.left'));
      past = now;
    });
  }

  private entered() {
    const moment = this.registry.moment();
    return this.t('time.entered', {
      valid: formatDate(this.time.valid() ?? moment?.validOn ?? this.time.today()),
      known: formatDate(this.time.known() ?? this.time.today()),
    });
  }
}
