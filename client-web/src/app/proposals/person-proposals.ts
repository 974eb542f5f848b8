import { Signal, computed, inject } from '@angular/core';
import { Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import { ItemStanding, ProposalService, ProposalView } from '../../gen/hientai/personnel/v1/proposal_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { TextKey, injectText } from '../ui/text';
import { gradeKey, ladderKey, levelKey, verdictKey } from '../ui/vocabulary';

/** As many are opened for their hints; more would make the file slow to read. */
const HINTED = 3;
const MANY = 20;

/** Something proposed and not decided, where it would stand on the file. */
export interface Hint {
  proposalId: string;
  group: 'qualification' | 'assignment' | 'other';
  ladder: Ladder;
  /** The line it is about, if it is about one. */
  entryId: string;
  title: string;
  detail: string;
}

/** Proposals that wait on one file, and hints of what they say. For those who may see them; others get none. */
export function injectPersonProposals(personId: Signal<string>) {
  const t = injectText();
  const client = injectClient(ProposalService);
  const registry = inject(Registry);
  const time = inject(TimeTravel);

  const list = read({
    params: () =>
      !time.past() && registry.may(Ability.PROPOSE, Ability.APPROVE, Ability.AUDIT)
        ? { personId: personId(), view: ProposalView.ALL, pageSize: MANY }
        : undefined,
    load: (request, signal) => client.listProposals(request, { signal }),
    subject: ({ personId }) => personId,
  });
  const waiting = computed(() => (list.value()?.proposals ?? []).filter((row) => row.open));
  const proposals = read({
    params: () =>
      waiting()
        .slice(0, HINTED)
        .map((row) => row.id),
    load: (ids, signal) => Promise.all(ids.map((id) => client.getProposal({ id }, { signal }))),
    subject: (ids) => ids.join(),
  });
  const hints = computed<Hint[]>(() =>
    (proposals.value() ?? []).flatMap(({ proposal }) =>
      (proposal?.items ?? [])
        .filter((item) => item.standing === ItemStanding.OPEN && item.change?.change.case)
        .map((item): Hint => {
          const change = item.change!.change;
          const value = change.value as {
            details?: { ladder?: Ladder; level?: number; field?: string; post?: string };
            qualificationId?: string;
            trainingId?: string;
            verdict?: number;
            assignmentId?: string;
            homeAssignmentId?: string;
            entryId?: string;
            grade?: number;
          };
          const details = value.details;
          const words = [
            details?.ladder ? t(ladderKey(details.ladder)) : '',
            details?.level ? t(levelKey(details.level)) : '',
            details?.field || details?.post,
            !details && value.grade ? t(gradeKey(value.grade)) : '',
            value.verdict ? t(verdictKey(value.verdict)) : '',
          ];
          return {
            proposalId: proposal!.id,
            group:
              value.assignmentId || value.homeAssignmentId
                ? 'assignment'
                : value.qualificationId || value.trainingId || details?.ladder
                  ? 'qualification'
                  : 'other',
            ladder: details?.ladder ?? Ladder.UNSPECIFIED,
            entryId:
              value.qualificationId ??
              value.trainingId ??
              value.assignmentId ??
              value.homeAssignmentId ??
              value.entryId ??
              '',
            title: t(`change.${change.case}` as TextKey),
            detail: words.filter(Boolean).join(', '),
          };
        }),
    ),
  );
  return { waiting, hints };
}
