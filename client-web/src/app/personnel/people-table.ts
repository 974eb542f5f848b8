import { Component, computed, inject, input, model, output } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { PersonRow, ServiceStatus } from '../../gen/hientai/personnel/v1/person_pb';
import { PeopleOrder } from '../../gen/hientai/personnel/v1/person_service_pb';
import { foundBy } from '../rpc/found-by';
import { TimeTravel } from '../rpc/time-travel';
import { formatDate } from '../ui/dates';
import { Evidence } from '../ui/evidence';
import { Icon } from '../ui/icon';
import { Keys } from '../ui/keys';
import { Name } from '../ui/name';
import { indexLetter } from '../ui/names';
import { rowTravel } from '../ui/row-travel';
import { injectText } from '../ui/text';
import { statusKey } from '../ui/vocabulary';
import { Column, postOf } from './people-columns';

/** People as rows: index letters in the gutter, the tên in bold, selection and keyboard travel. */
@Component({
  selector: 'ht-people-table',
  imports: [Evidence, Icon, Name, RouterLink],
  templateUrl: './people-table.html',
})
export class PeopleTable {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly router = inject(Router);
  readonly rows = input.required<PersonRow[]>();
  readonly total = input.required<number>();
  readonly columns = input.required<Column[]>();
  readonly words = input('');
  readonly order = input.required<PeopleOrder>();
  readonly selected = model.required<Set<string>>();
  readonly orderChange = output<PeopleOrder>();
  readonly find = output();

  protected readonly inService = ServiceStatus.IN_SERVICE;
  protected readonly statusKey = statusKey;
  protected readonly post = postOf;
  protected readonly date = formatDate;
  protected readonly foundBy = (row: PersonRow) => foundBy(row, this.t);
  protected readonly byName = computed(
    () => this.order() === PeopleOrder.UNSPECIFIED || this.order() === PeopleOrder.NAME_DESC,
  );
  /** The letter beside the first name that stands under it. */
  protected readonly letters = computed(() => {
    const letters = this.rows().map((row) => indexLetter(row.fullName));
    return letters.map((letter, i) => (this.byName() && letter !== letters[i - 1] ? letter : ''));
  });
  protected readonly all = computed(() => this.rows().every((row) => this.selected().has(row.id)));
  protected readonly travel = rowTravel({
    ids: () => this.rows().map((row) => row.id),
    open: (index, apart) => this.open(index, apart),
    select: (index, extend) => this.select(this.rows()[index].id, extend || undefined),
    search: () => this.find.emit(),
  });

  constructor() {
    inject(Keys).bind({ Escape: () => (this.selected().size ? this.selected.set(new Set()) : false) });
  }

  protected sort(orders: PeopleOrder[]) {
    const next = orders[(orders.indexOf(this.order()) + 1) % orders.length];
    this.orderChange.emit(this.order() === orders.at(-1) && orders.length === 1 ? PeopleOrder.UNSPECIFIED : next);
  }

  protected sorted(column: Column): 'ascending' | 'descending' | null {
    const at = column.orders?.indexOf(this.order()) ?? -1;
    if (at < 0) return null;
    return at === 0 && column.orders!.length > 1 ? 'ascending' : 'descending';
  }

  protected readonly nameOrders = [PeopleOrder.UNSPECIFIED, PeopleOrder.NAME_DESC];

  protected select(id: string, on = !this.selected().has(id)) {
    const chosen = new Set(this.selected());
    if (on) chosen.add(id);
    else chosen.delete(id);
    this.selected.set(chosen);
  }

  protected selectAll() {
    const on = !this.all();
    const chosen = new Set(this.selected());
    for (const row of this.rows()) {
      if (on) chosen.add(row.id);
      else chosen.delete(row.id);
    }
    this.selected.set(chosen);
  }

  private open(index: number, apart: boolean) {
    const tree = this.router.createUrlTree(['/nhan-su', this.rows()[index].id], { queryParams: this.time.query() });
    if (apart) window.open(this.router.serializeUrl(tree), '_blank', 'noopener');
    else void this.router.navigateByUrl(tree);
  }
}
