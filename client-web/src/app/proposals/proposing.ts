import { computed, inject } from '@angular/core';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { Role } from '../../gen/hientai/access/v1/account_pb';
import { AccountService, ChangeKind } from '../../gen/hientai/access/v1/account_service_pb';
import type { PersonChangeSchema } from '../../gen/hientai/personnel/v1/person_service_pb';
import { ProposalService } from '../../gen/hientai/personnel/v1/proposal_service_pb';
import { EvidenceGrade } from '../../gen/hientai/personnel/v1/qualification_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Proposing, Values, num } from '../rpc/record/form-spec';
import { Registry } from '../rpc/registry';
import { injectClient } from '../rpc/transport';

type PersonChangeInit = MessageInitShape<typeof PersonChangeSchema>;
export type ChangeCase = NonNullable<NonNullable<PersonChangeInit['change']>['case']>;

/** The kind of change that approval rules speak of. */
export function kindOf(change: ChangeCase, values: Values): ChangeKind {
  switch (change) {
    case 'registerPerson':
    case 'placeOutside':
    case 'correctOutside':
    case 'endOutside':
      return ChangeKind.REGISTRATION;
    case 'changeName':
    case 'correctIdentity':
    case 'changePersonalNumber':
    case 'correctPersonalNumber':
    case 'recordIdentityDocument':
    case 'endIdentityDocument':
    case 'correctIdentityDocument':
      return ChangeKind.IDENTITY;
    case 'changeContacts':
      return ChangeKind.CONTACTS;
    case 'attachEvidence':
      return ChangeKind.DECLARED_QUALIFICATION;
    case 'declareQualification':
      return [0, EvidenceGrade.SELF_DECLARED].includes(num(values, 'grade'))
        ? ChangeKind.DECLARED_QUALIFICATION
        : ChangeKind.VERIFIED_QUALIFICATION;
    case 'gradeEvidence':
    case 'correctQualification':
    case 'supersedeQualification':
    case 'revokeQualification':
    case 'withdrawQualification':
    case 'reinstateQualification':
    case 'startTraining':
    case 'endTraining':
    case 'correctTraining':
    case 'judgePlacement':
    case 'correctPlacement':
      return ChangeKind.VERIFIED_QUALIFICATION;
    case 'annulEntry':
      return ChangeKind.ANNULMENT;
    default:
      return ChangeKind.ASSIGNMENT;
  }
}

/** How a change is sent to be approved, and whether it has to be: by the caller's abilities and the rules for their roles. */
export function injectProposing() {
  const registry = inject(Registry);
  const accounts = injectClient(AccountService);
  const proposals = injectClient(ProposalService);
  const rules = read({
    params: () => (registry.may(Ability.PROPOSE) ? {} : undefined),
    load: (request, signal) => accounts.getApprovalRules(request, { signal }),
  });
  const roles = computed(() => (registry.me()?.mandates ?? []).filter((one) => one.inForce).map((one) => one.role));

  const needed = (kind: ChangeKind) => {
    const mine = (rules.value()?.rules ?? []).filter(
      (rule) => rule.kind === kind && rule.role !== Role.PERSON_ON_RECORD && roles().includes(rule.role),
    );
    return mine.length > 0 && mine.every((rule) => rule.needed);
  };
  return (change: ChangeCase, id: string, content: (values: Values) => PersonChangeInit): Proposing | undefined => {
    if (!registry.may(Ability.PROPOSE)) return undefined;
    const mayRecord = registry.may(Ability.RECORD_PEOPLE);
    return {
      because: (values) => (!mayRecord ? 'role' : needed(kindOf(change, values)) ? 'rule' : undefined),
      send: (values, envelope, options) =>
        proposals.makeProposal(
          { envelope: { ...envelope, expectedVersion: 0n }, id, changes: [content(values)] },
          options,
        ),
    };
  };
}
