import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LineageUnit } from '../../gen/hientai/organization/v1/unit_pb';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { dayBefore, formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/numbers';
import { PaperRef } from '../ui/paper-ref';
import { injectText } from '../ui/text';
import { partKindKey } from '../ui/vocabulary';
import { Drawing, drawings } from './lineage-geometry';

/** What became of units and what they came from: bands from left to right, and the very same as a table. */
@Component({
  selector: 'ht-lineage',
  imports: [DateText, Failure, PaperRef, RouterLink],
  templateUrl: './lineage.html',
})
export class Lineage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(UnitService);
  readonly unitId = input.required<string>();

  protected readonly page = read({
    params: () => ({ id: this.unitId(), at: this.time.at() }),
    load: (request, signal) => this.client.getLineage(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly drawings = computed(() => {
    const answer = this.page.value();
    return answer ? drawings(answer.units, answer.bands) : [];
  });
  protected readonly asTable = signal(false);
  private readonly units = computed(() => new Map((this.page.value()?.units ?? []).map((unit) => [unit.id, unit])));

  protected readonly partKey = partKindKey;
  protected readonly day = formatDate;
  protected readonly before = (on: string) => formatDate(dayBefore(on));
  protected readonly short = (unit: LineageUnit) => unit.shortName || unit.name;
  protected readonly named = (id: string) => this.units().get(id);
  protected readonly paper = (drawing: Drawing) =>
    drawing.bands.map((one) => one.band.source?.paper).find((paper) => paper?.id);

  /** This unit's own bands stand out; the others are there to be compared with. */
  protected readonly own = (drawing: Drawing, at: number) => {
    const band = drawing.bands[at].band;
    return band.fromId === this.unitId() || band.intoId === this.unitId();
  };
  protected readonly mine = (drawing: Drawing, unit: LineageUnit) =>
    unit.id === this.unitId() ||
    drawing.bands.some(
      ({ band }) =>
        (band.fromId === unit.id && band.intoId === this.unitId()) ||
        (band.intoId === unit.id && band.fromId === this.unitId()),
    );
  protected readonly fill = (partial: boolean, own: boolean) =>
    partial ? (own ? 'url(#hatch-a)' : 'url(#hatch)') : own ? 'var(--accent)' : 'var(--d-track)';

  protected readonly note = (drawing: Drawing) =>
    this.t('lineage.note', {
      givers: drawing.givers.filter((one) => !one.unit.outside).length,
      takers: drawing.takers.filter((one) => !one.unit.outside).length,
      split: drawing.givers.filter((one) => one.split).length,
      outside: drawing.givers.filter((one) => one.unit.outside).length,
    });
  protected readonly alt = (drawing: Drawing) =>
    this.t('lineage.alt', {
      date: formatDate(drawing.on),
      givers: drawing.givers.length,
      takers: drawing.takers.length,
      rows: drawing.bands.length,
    });
  protected readonly inhabitants = (unit: LineageUnit) =>
    unit.outside
      ? this.t('lineage.outside')
      : unit.territory
        ? unit.territory.population === undefined
          ? this.t('lineage.unknown')
          : formatCount(unit.territory.population)
        : '';
}
