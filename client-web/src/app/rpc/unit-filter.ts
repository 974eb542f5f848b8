import { Signal, computed, inject } from '@angular/core';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { Asked, Filter, word } from '../ui/filters';
import { injectText } from '../ui/text';
import { read } from './read';
import { TimeTravel } from './time-travel';
import { injectClient } from './transport';

/** The parameter of the address that holds the unit. */
const UNIT = 'don-vi';

/** The filter of a list by a unit and what is below it, called by the unit's name on the day. */
export function unitFilter(asked: Asked): Signal<Filter> {
  const [t, time, units] = [injectText(), inject(TimeTravel), injectClient(UnitService)];
  const unit = read({
    params: () => (asked.params()[UNIT] ? { id: word(asked.params()[UNIT]), at: time.at() } : undefined),
    load: (request, signal) => units.getUnit(request, { signal }),
    subject: ({ id }) => id,
  });
  return computed(() => {
    const name = unit.value()?.unit?.shortName;
    return { name: UNIT, label: 'filter.unit', words: name && t('filter.unitBelow', { name }) };
  });
}
