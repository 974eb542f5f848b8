import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { Role } from '../../gen/hientai/access/v1/account_pb';
import { AccountService, ChangeKind } from '../../gen/hientai/access/v1/account_service_pb';
import { changeKindKey, roleKey } from '../account/words';
import { read } from '../rpc/read';
import { FormSpec, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { injectText } from '../ui/text';

/** Setting whether one kind of change by one role needs approval. */
@Component({
  selector: 'ht-approval-record-page',
  imports: [Failure, RecordForm],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/quan-tri/duyet"
        (recorded)="back()"
        (leave)="back()"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t('admin.setRule') }}</h1>
        </div>
        <p class="sub">{{ t(roleKey(role())) }} · {{ t(kindKey(kind())) }}</p>
      </ht-record-form>
    }
  `,
})
export class ApprovalRecordPage {
  protected readonly t = injectText();
  private readonly client = injectClient(AccountService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly vai = input('');
  readonly viec = input('');
  protected readonly role = computed<Role>(() => Number(this.vai()) || Role.UNIT_HEAD);
  protected readonly kind = computed<ChangeKind>(() => Number(this.viec()) || ChangeKind.REGISTRATION);
  protected readonly roleKey = roleKey;
  protected readonly kindKey = changeKindKey;

  protected readonly page = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.getApprovalRules(request, { signal }),
  });
  protected readonly spec = computed<FormSpec | undefined>(() => {
    const answer = this.page.value();
    if (!answer) return undefined;
    const [role, kind] = [this.role(), this.kind()];
    return {
      key: `rule/${role}/${kind}`,
      fields: [
        {
          name: 'needed',
          type: 'choice',
          label: 'admin.nowIs',
          options: (_, t) => [
            { value: 'yes', label: t('admin.needed') },
            { value: 'no', label: t('admin.notNeeded') },
          ],
        },
      ],
      initial: { needed: '' },
      reason: 'optional',
      paper: 'record.basis',
      expectedVersion: answer.version,
      send: (values, envelope, options) =>
        this.client.setApprovalRule({ envelope, role, kind, needed: str(values, 'needed') === 'yes' }, options),
    };
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('nav.admin'), link: ['/quan-tri'] },
      { text: this.t('admin.approval'), link: ['/quan-tri/duyet'] },
      { text: this.t('admin.setRule') },
    ]);
  }

  protected back() {
    void this.router.navigate(['/quan-tri/duyet'], { queryParams: this.time.query() });
  }
}
