import type { CallOptions, Client } from '@connectrpc/connect';
import { Account, Role } from '../../gen/hientai/access/v1/account_pb';
import type { CredentialService, IssueEnrolmentResponse } from '../../gen/hientai/access/v1/credential_service_pb';
import type { AccountService } from '../../gen/hientai/access/v1/account_service_pb';
import type { Program, ProgramService } from '../../gen/hientai/access/v1/program_service_pb';
import type { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { roleKey } from '../account/words';
import { EnvelopeInit, FieldSpec, Values, lines, num, str } from '../rpc/record/form-spec';
import type { TextKey } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';

export interface AccountCall {
  client: Client<typeof AccountService>;
  programs: Client<typeof ProgramService>;
  credentials: Client<typeof CredentialService>;
  account: Account | undefined;
  /** Of the account or mandate that comes into being. */
  newId: string;
  /** Of the change that another administrator approves. */
  changeId: string;
  /** The mandate that is ended. */
  mandateId: string;
  /** Takes the code that is to be handed over. */
  issued: (answer: IssueEnrolmentResponse) => void;
  envelope: EnvelopeInit;
  options?: CallOptions;
}

export interface AccountChange {
  name: string;
  title: TextKey;
  say: TextKey;
  reason: 'optional' | 'required';
  paper: TextKey | undefined;
  fields: FieldSpec[];
  /** It may ask for a proof of who is there. */
  proven?: boolean;
  initial: (account: Account | undefined, program?: Program) => Values;
  send: (values: Values, call: AccountCall) => Promise<Receipt>;
}

const titles: FieldSpec[] = [
  { name: 'titleVi', type: 'text', label: 'admin.titleVi', hint: 'admin.titleHint', path: 'title.vi' },
  { name: 'titleEn', type: 'text', label: 'admin.titleEn', path: 'title.en' },
];
const title = (values: Values) => ({ vi: str(values, 'titleVi'), en: str(values, 'titleEn') });
const person: FieldSpec = { name: 'person', type: 'text', label: 'admin.person', hint: 'admin.personHint' };

const terms: FieldSpec[] = [
  {
    name: 'scopes',
    type: 'many',
    label: 'admin.scopes',
    options: (_, t) => [
      { value: 'read', label: t('admin.scopeRead') },
      { value: 'record', label: t('admin.scopeRecord') },
      { value: 'export', label: t('admin.scopeExport') },
    ],
  },
  { name: 'end', type: 'date', label: 'admin.programEnd', hint: 'admin.programEndHint', fullDay: true },
];
const termsOf = (values: Values) => ({ scopes: lines(values, 'scopes'), end: str(values, 'end') });

/** What can be recorded about an account. */
export const ACCOUNT_CHANGES: AccountChange[] = [
  {
    name: 'open',
    title: 'admin.open',
    say: 'admin.openSay',
    reason: 'optional',
    paper: 'record.basis',
    fields: [
      { name: 'name', type: 'text', label: 'signIn.name', hint: 'admin.nameHint' },
      ...titles,
      { ...person, optional: true },
    ],
    initial: () => ({ name: '', titleVi: '', titleEn: '', person: '' }),
    send: (values, { client, newId, envelope, options }) =>
      client.openAccount(
        { envelope, id: newId, name: str(values, 'name'), title: title(values), person: str(values, 'person') },
        options,
      ),
  },
  {
    name: 'grant',
    title: 'admin.grant',
    say: 'admin.grantSay',
    reason: 'optional',
    paper: 'record.basis',
    fields: [
      {
        name: 'role',
        type: 'choice',
        label: 'account.role',
        options: (_, t) => valuesOf<Role>(Role).map((role) => ({ value: String(role), label: t(roleKey(role)) })),
      },
      {
        name: 'unitId',
        type: 'unit',
        label: 'account.reach',
        hint: 'admin.reachHint',
        groups: true,
        when: (values) => num(values, 'role') !== Role.PERSON_ON_RECORD,
      },
      { name: 'from', type: 'date', label: 'admin.from', fullDay: true },
      { name: 'to', type: 'date', label: 'admin.to', fullDay: true, optional: true },
    ],
    initial: () => ({ role: '', unitId: '', from: '', to: '' }),
    send: (values, { client, account, newId, envelope, options }) =>
      client.grantMandate(
        {
          envelope,
          id: account!.id,
          mandateId: newId,
          role: num(values, 'role'),
          unitId: num(values, 'role') === Role.PERSON_ON_RECORD ? '' : str(values, 'unitId'),
          from: str(values, 'from'),
          to: str(values, 'to'),
        },
        options,
      ),
  },
  {
    name: 'end',
    title: 'admin.end',
    say: 'admin.endSay',
    reason: 'optional',
    paper: 'record.basis',
    fields: [{ name: 'on', type: 'date', label: 'admin.on', fullDay: true }],
    initial: () => ({ on: '' }),
    send: (values, { client, account, mandateId, envelope, options }) =>
      client.endMandate({ envelope, id: account!.id, mandateId, on: str(values, 'on') }, options),
  },
  {
    name: 'retitle',
    title: 'admin.retitle',
    say: 'admin.retitleSay',
    reason: 'optional',
    paper: 'record.basis',
    fields: titles,
    initial: (account) => ({ titleVi: account?.title?.vi ?? '', titleEn: account?.title?.en ?? '' }),
    send: (values, { client, account, envelope, options }) =>
      client.retitleAccount({ envelope, id: account!.id, title: title(values) }, options),
  },
  {
    name: 'link',
    title: 'admin.link',
    say: 'admin.linkSay',
    reason: 'optional',
    paper: 'record.basis',
    fields: [person],
    initial: () => ({ person: '' }),
    send: (values, { client, account, envelope, options }) =>
      client.linkAccount({ envelope, id: account!.id, person: str(values, 'person') }, options),
  },
  {
    name: 'close',
    title: 'admin.close',
    say: 'admin.closeSay',
    reason: 'required',
    paper: 'record.basis',
    fields: [],
    initial: () => ({}),
    send: (_, { client, account, envelope, options }) => client.closeAccount({ envelope, id: account!.id }, options),
  },
  {
    name: 'reopen',
    title: 'admin.reopen',
    say: 'admin.reopenSay',
    reason: 'required',
    paper: 'record.basis',
    fields: [],
    initial: () => ({}),
    send: (_, { client, account, envelope, options }) => client.reopenAccount({ envelope, id: account!.id }, options),
  },
  {
    name: 'program',
    title: 'admin.programOpen',
    say: 'admin.programOpenSay',
    reason: 'required',
    paper: 'record.basis',
    proven: true,
    fields: [
      { name: 'name', type: 'text', label: 'signIn.name', hint: 'admin.nameHint' },
      { ...titles[0], hint: 'admin.programTitleHint' },
      titles[1],
      ...terms,
    ],
    initial: () => ({ name: '', titleVi: '', titleEn: '', scopes: 'read', end: '' }),
    send: (values, { programs, newId, changeId, envelope, options }) =>
      programs.openProgram(
        {
          envelope,
          id: newId,
          name: str(values, 'name'),
          title: title(values),
          changeId,
          terms: termsOf(values),
        },
        options,
      ),
  },
  {
    name: 'terms',
    title: 'admin.programTerms',
    say: 'admin.programTermsSay',
    reason: 'required',
    paper: 'record.basis',
    proven: true,
    fields: terms,
    initial: (_, program) => ({ scopes: program?.scopes.join('\n') ?? '', end: program?.end ?? '' }),
    send: (values, { programs, account, changeId, envelope, options }) =>
      programs.changeProgram({ envelope, id: account!.id, changeId, terms: termsOf(values) }, options),
  },
  {
    name: 'recover',
    title: 'admin.recover',
    say: 'admin.recoverSay',
    reason: 'required',
    paper: 'record.basis',
    proven: true,
    fields: [],
    initial: () => ({}),
    send: (_, { programs, account, changeId, envelope, options }) =>
      programs.requestRecovery({ envelope, accountId: account!.id, changeId }, options),
  },
  {
    name: 'issue',
    title: 'admin.issue',
    say: 'admin.issueSay',
    reason: 'required',
    paper: 'record.basis',
    fields: [],
    initial: () => ({}),
    send: async (_, { credentials, account, issued, envelope, options }) => {
      const answer = await credentials.issueEnrolment({ envelope, accountId: account!.id }, options);
      issued(answer);
      return answer.receipt!;
    },
  },
  {
    name: 'reset',
    title: 'admin.reset',
    say: 'admin.resetSay',
    reason: 'required',
    paper: 'record.basis',
    fields: [],
    initial: () => ({}),
    send: async (_, { credentials, account, envelope, options }) =>
      (await credentials.resetFactors({ envelope, accountId: account!.id }, options)).receipt!,
  },
];
