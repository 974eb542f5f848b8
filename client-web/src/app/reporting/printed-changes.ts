import type { CallOptions, Client } from '@connectrpc/connect';
import {
  GetReconciliationResponse,
  ReconciliationService,
  ReportKind,
} from '../../gen/hientai/reporting/v1/reconciliation_service_pb';
import type { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { figureMessages } from '../rpc/record/figures';
import { EnvelopeInit, FieldSpec, FormSpec, Values, num, str } from '../rpc/record/form-spec';
import { TextKey } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';

export const reportKey = (report: ReportKind) => `reportKind.${report}` as TextKey;

type Reports = Partial<Record<ReportKind, GetReconciliationResponse>>;
type Send = (values: Values, envelope: EnvelopeInit, options?: CallOptions) => Promise<Receipt>;

const readable = { test: (text: string) => !!figureMessages(text), say: 'printed.unreadSome' } as const;

function figures(report: GetReconciliationResponse, name: string, more: Partial<FieldSpec> = {}): FieldSpec {
  return {
    name,
    type: 'figures',
    label: 'printed.figures',
    hint: 'printed.figuresHint',
    path: 'figures',
    cells: report.cells,
    readable,
    ...more,
  };
}

/** Entering what a paper prints: of which report, about which day, and every figure as it stands there. */
export function stating(
  reports: Reports,
  first: ReportKind,
  id: string,
  client: Client<typeof ReconciliationService>,
): FormSpec {
  const kinds = valuesOf<ReportKind>(ReportKind);
  const send: Send = (values, envelope, options) =>
    client.stateFigures(
      {
        envelope,
        id,
        report: num(values, 'report'),
        on: str(values, 'on'),
        figures: figureMessages(str(values, `figures${num(values, 'report')}`)) ?? [],
      },
      options,
    );
  return {
    key: `state/${id}`,
    fields: [
      {
        name: 'report',
        type: 'choice',
        label: 'printed.report',
        options: (_, t) => kinds.map((kind) => ({ value: String(kind), label: t(reportKey(kind)) })),
      },
      { name: 'on', type: 'date', fullDay: true, label: 'printed.on', hint: 'printed.onHint' },
      ...kinds.map((kind) =>
        figures(reports[kind]!, `figures${kind}`, { when: (values) => values['report'] === String(kind) }),
      ),
    ],
    initial: { report: String(first), on: '', ...Object.fromEntries(kinds.map((kind) => [`figures${kind}`, ''])) },
    reason: 'optional',
    paper: 'printed.paper',
    paperRequired: true,
    expectedVersion: 0n,
    send,
  };
}

/** Correcting what was copied wrong: the form begins from what is on record. */
export function correcting(report: GetReconciliationResponse, client: Client<typeof ReconciliationService>): FormSpec {
  return {
    key: `correct/${report.statedId}`,
    fields: [figures(report, 'figures')],
    initial: {
      figures: report.cells
        .filter((cell) => cell.isStated)
        .map((cell) => `${cell.key}=${cell.stated}`)
        .join('\n'),
    },
    reason: 'required',
    paper: 'record.basis',
    expectedVersion: report.version,
    send: (values, envelope, options) =>
      client.correctStatedFigures(
        { envelope, id: report.statedId, figures: figureMessages(str(values, 'figures')) ?? [] },
        options,
      ),
  };
}
