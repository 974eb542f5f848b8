import { Component, computed, inject } from '@angular/core';
import { Params, RouterLink } from '@angular/router';
import { Role } from '../../gen/hientai/access/v1/account_pb';
import { AccountService, ApprovalRule, ChangeKind } from '../../gen/hientai/access/v1/account_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { changeKindKey, roleKey } from '../account/words';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { AdminTabs } from './admin-tabs';
import { Asking } from '../ui/asking';

/** What needs a second pair of eyes, by role and kind of change; and who set it otherwise than it came. */
@Component({
  selector: 'ht-approval-page',
  imports: [Asking, AdminTabs, Failure, Icon, PaperRef, RouterLink, Skeleton],
  templateUrl: './approval-page.html',
})
export class ApprovalPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly client = injectClient(AccountService);

  protected readonly page = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.getApprovalRules(request, { signal }),
  });
  private readonly rules = computed(() => this.page.value()?.rules ?? []);
  protected readonly roles = computed(() => [...new Set(this.rules().map((rule) => rule.role))]);
  protected readonly rows = computed(() => {
    const kinds = [...new Set(this.rules().map((rule) => rule.kind))];
    return kinds.map((kind) => ({
      kind,
      cells: this.roles().map((role) => this.rules().find((rule) => rule.role === role && rule.kind === kind)!),
    }));
  });
  protected readonly set = computed(() => this.rules().filter((rule) => !rule.usual));
  /** Why nothing can be set now. */
  protected readonly closed = computed(() => {
    if (!this.registry.may(Ability.ADMINISTER)) return this.t('admin.readOnly');
    return this.time.past() ? this.t('time.closed') : '';
  });
  protected readonly roleKey = roleKey;
  protected readonly kindKey = changeKindKey;
  protected readonly when = formatTime;

  constructor() {
    pageTrail(() => [{ text: this.t('nav.admin') }, { text: this.t('admin.approval') }]);
  }

  protected to(rule: { role: Role; kind: ChangeKind }): Params {
    return { vai: rule.role, viec: rule.kind };
  }

  protected says(rule: ApprovalRule) {
    return this.t(rule.needed ? 'admin.needed' : 'admin.notNeeded');
  }

  protected why(rule: ApprovalRule) {
    return rule.fixed ? this.t('admin.fixed') : this.closed();
  }
}
