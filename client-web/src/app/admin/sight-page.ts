import { Component, computed, inject, linkedSignal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { AccountService } from '../../gen/hientai/access/v1/account_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { dataClassKey, roleKey } from '../account/words';
import { PersonPicker } from '../rpc/person-picker';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { UnitPicker } from '../rpc/unit-picker';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { PeriodText } from '../ui/period';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { AdminTabs } from './admin-tabs';
import { nameOfPerson, nameOfUnit } from './whose';
import { Asking } from '../ui/asking';

/** Who could see somebody's file, or a unit's files, on a day, and by what right. */
@Component({
  selector: 'ht-sight-page',
  imports: [Asking, AdminTabs, Failure, PeriodText, PersonPicker, RouterLink, Skeleton, UnitPicker],
  templateUrl: './sight-page.html',
})
export class SightPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly client = injectClient(AccountService);
  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly personId = computed(() => String(this.params()['nguoi'] ?? ''));
  protected readonly unitId = computed(() => String(this.params()['don-vi'] ?? ''));
  /** Who asks decides what can be asked about. */
  protected readonly known = computed(() => !!this.registry.me());
  /** Whose files may be asked about: administrators see no people. */
  protected readonly people = computed(() => this.registry.may(Ability.KEEP_PRIVACY, Ability.AUDIT));
  protected readonly of = linkedSignal<'person' | 'unit'>(() =>
    this.unitId() || (!this.personId() && !this.people()) ? 'unit' : 'person',
  );
  protected readonly answer = read({
    params: () =>
      this.personId() || this.unitId()
        ? { personId: this.personId(), unitId: this.personId() ? '' : this.unitId(), at: this.time.at() }
        : undefined,
    load: (request, signal) => this.client.listSight(request, { signal }),
    subject: ({ personId, unitId }) => personId + unitId,
  });
  private readonly person = nameOfPerson(this.personId);
  private readonly unit = nameOfUnit(this.unitId);
  protected readonly whose = computed(() =>
    this.personId() ? this.person() || this.t('admin.chosenPerson') : this.unit(),
  );
  protected readonly day = computed(() => formatDate(this.answer.value()?.at?.validOn ?? ''));
  protected readonly accountsKnown = computed(() => this.registry.may(Ability.ADMINISTER, Ability.AUDIT));
  protected readonly roleKey = roleKey;
  protected readonly classKey = dataClassKey;

  constructor() {
    pageTrail(() => [{ text: this.t('nav.admin') }, { text: this.t('admin.sight') }]);
  }

  protected ask(queryParams: Record<string, string | null>) {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }

  protected classes(classes: number[]) {
    return classes.map((one) => this.t(dataClassKey(one))).join(', ');
  }
}
