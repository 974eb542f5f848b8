import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Client, CredentialService } from '../../gen/hientai/access/v1/credential_service_pb';
import { ProgramService } from '../../gen/hientai/access/v1/program_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Refused } from '../account/refused';
import { roleKey } from '../account/words';
import { command } from '../rpc/command';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { PageTables } from '../ui/page-tables';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Sure } from '../ui/sure';
import { Language, TextKey, injectText } from '../ui/text';
import { Toasts } from '../ui/toasts';
import { AccountChanges } from './account-changes';
import { AdminTabs } from './admin-tabs';

const SCOPES: Record<string, TextKey> = {
  read: 'admin.scopeRead',
  record: 'admin.scopeRecord',
  export: 'admin.scopeExport',
};

/** Programs with an account of their own, what waits for another administrator, and credentials that were stopped. */
@Component({
  selector: 'ht-programs-page',
  imports: [PageTables, AccountChanges, AdminTabs, Failure, Icon, Refused, RouterLink, Skeleton, Sure],
  templateUrl: './programs-page.html',
})
export class ProgramsPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly toasts = inject(Toasts);
  private readonly client = injectClient(ProgramService);
  private readonly credentials = injectClient(CredentialService);

  protected readonly page = read({
    params: () => ({ at: this.time.at(), closed: true }),
    load: (request, signal) => this.client.listPrograms(request, { signal }),
  });
  protected readonly clients = read({
    params: () => (this.time.past() ? undefined : {}),
    load: (request, signal) => this.credentials.listClients(request, { signal }),
  });
  /** Nobody answered: said once for the whole page. */
  protected readonly problem = computed(() => this.page.problem() ?? this.clients.problem());
  protected readonly stopped = computed(() => (this.clients.value()?.clients ?? []).filter((client) => client.stopped));
  protected readonly administers = computed(() => this.registry.may(Ability.ADMINISTER));
  protected readonly roleKey = roleKey;

  protected readonly remove = command(async ({ clientId }: Client) => {
    await this.credentials.removeClient({ clientId });
    this.toasts.say(this.t('admin.clientRemoved'));
    this.clients.reload();
  });

  constructor() {
    pageTrail(() => [{ text: this.t('nav.admin') }, { text: this.t('admin.programs') }]);
  }

  protected scopes(scopes: string[]) {
    return scopes.map((scope) => this.t(SCOPES[scope])).join(', ') || '—';
  }

  protected ends(day: string) {
    return day ? this.t('admin.programEnds', { day: formatDate(day) }) : '';
  }
}
