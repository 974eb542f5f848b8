import { inject } from '@angular/core';
import type { Params } from '@angular/router';
import { ContributionKind, Outcome, RecognitionLevel, Stage } from '../../gen/hientai/contributions/v1/contribution_pb';
import { GetContributionFiguresResponse } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { personRow } from '../rpc/person-row';
import { unitFilter } from '../rpc/unit-filter';
import { Asked, Filter, choicesOf, counted, number, numbers, word } from '../ui/filters';
import { Searched } from '../ui/searched';
import { injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { kindKey, outcomeKey, recognitionKey, stageKey } from './words';

/** The filters of the list, by the parameter of the address that holds each. */
export const FILTERS = ['loai', 'buoc', 'cap', 'ket-qua', 'nam', 'don-vi', 'nguoi'] as const;
export type FilterName = (typeof FILTERS)[number];

export const toRequest = (params: Params) => ({
  kinds: numbers<ContributionKind>(params['loai']),
  stages: numbers<Stage>(params['buoc']),
  levels: numbers<RecognitionLevel>(params['cap']),
  outcomes: numbers<Outcome>(params['ket-qua']),
  year: number(params['nam']),
  unitId: word(params['don-vi']),
  personId: word(params['nguoi']),
});

/** What can be asked of contributions. A value says how many it would list where that is what the figures count: alone, or with a unit and a year. */
export function contributionFilters(asked: Asked, figures: () => GetContributionFiguresResponse | undefined) {
  const [t, searched] = [injectText(), inject(Searched)];
  const params = asked.params;
  const unit = unitFilter(asked);
  const person = personRow(() => word(params()['nguoi']));

  return (): Filter[] => {
    const found = figures();
    // A year that was asked for is called so, also where nothing was made in it or nothing is known yet.
    const asks = number(params()['nam']);
    const years = [...new Set([asks, ...(found?.years ?? []).map(({ year }) => year)])]
      .filter(Boolean)
      .sort((a, b) => b - a);
    const alone = (name: FilterName) =>
      !searched.words() && asked.active().every((other) => other === name || other === 'don-vi' || other === 'nam');
    const among = (name: FilterName, counts: [number, number][] | undefined) => (alone(name) ? counts : undefined);
    return [
      {
        name: 'loai',
        label: 'contribution.byKind',
        many: true,
        choices: counted(
          choicesOf(valuesOf<ContributionKind>(ContributionKind), (kind) => t(kindKey(kind))),
          among(
            'loai',
            found?.kinds.map(({ kind, count }) => [kind, count]),
          ),
        ),
      },
      {
        name: 'buoc',
        label: 'contribution.byStage',
        many: true,
        choices: counted(
          choicesOf(valuesOf<Stage>(Stage), (stage) => t(stageKey(stage))),
          among(
            'buoc',
            found?.stages.map(({ stage, count }) => [stage, count]),
          ),
        ),
      },
      {
        name: 'cap',
        label: 'contribution.byLevel',
        many: true,
        choices: counted(
          choicesOf(valuesOf<RecognitionLevel>(RecognitionLevel), (level) => t(recognitionKey(level))),
          among(
            'cap',
            found?.levels.map(({ level, count }) => [level, count]),
          ),
        ),
      },
      {
        name: 'ket-qua',
        label: 'contribution.byOutcome',
        many: true,
        choices: counted(
          choicesOf(valuesOf<Outcome>(Outcome), (outcome) => t(outcomeKey(outcome))),
          among(
            'ket-qua',
            found?.outcomes.map(({ outcome, count }) => [outcome, count]),
          ),
        ),
      },
      {
        name: 'nam',
        label: 'contribution.byYear',
        choices: counted(
          choicesOf(years, String),
          among(
            'nam',
            found?.years.map(({ year, count }) => [year, count]),
          ),
        ),
      },
      unit(),
      { name: 'nguoi', label: 'contribution.person', words: person.value()?.fullName },
    ];
  };
}
