import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  PrivacyRequestKind,
  PrivacyRequestStanding,
  PrivacyService,
} from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Bundle } from '../rpc/bundle';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Icon } from '../ui/icon';
import { Name } from '../ui/name';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { Deadline } from './deadline';

/** One request: what was asked, the steps with their days, and what is to be done. */
@Component({
  selector: 'ht-request-page',
  imports: [Bundle, DateText, Deadline, Failure, History, Icon, Name, RouterLink, Skeleton],
  templateUrl: './request-page.html',
})
export class RequestPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(PrivacyService);
  private readonly registry = inject(Registry);
  readonly id = input.required<string>();

  protected readonly page = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getPrivacyRequest(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly request = computed(() => this.page.value()?.request);
  protected readonly keeps = computed(() => this.registry.may(Ability.KEEP_PRIVACY) && !this.time.past());
  protected readonly open = computed(() => {
    const standing = this.request()?.standing;
    return standing === PrivacyRequestStanding.RECEIVED || standing === PrivacyRequestStanding.ACKNOWLEDGED;
  });
  protected readonly received = computed(() => this.request()?.standing === PrivacyRequestStanding.RECEIVED);
  protected readonly acknowledged = computed(() => this.request()?.standing === PrivacyRequestStanding.ACKNOWLEDGED);
  protected readonly kind = computed(() => `privacy.kind${this.request()?.kind}` as TextKey);
  protected readonly standing = computed(() => `privacy.standing${this.request()?.standing}` as TextKey);
  protected readonly refused = computed(() => this.request()?.standing === PrivacyRequestStanding.REFUSED);
  protected readonly Kind = PrivacyRequestKind;

  constructor() {
    pageTrail(() => [
      { text: this.t('privacy.title'), link: ['/quyen-rieng-tu'] },
      { text: this.request() ? this.t(this.kind()) : '…' },
    ]);
  }
}
