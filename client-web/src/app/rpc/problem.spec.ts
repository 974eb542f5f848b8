import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { RefusalSchema } from '../../gen/hientai/rpc/v1/refusal_pb';
import { fake, inMemory } from '../../testing/open';
import { Problem, toProblem } from './problem';

async function refusedWith(error: unknown): Promise<Problem> {
  const transport = inMemory(
    fake(PersonService, {
      getPerson: () => {
        throw error;
      },
    }),
  );
  return createClient(PersonService, transport)
    .getPerson({ id: 'x' })
    .then(
      () => expect.unreachable(),
      (failure) => toProblem(failure),
    );
}

describe('a problem', () => {
  it('says what the server refused, in both languages, with the fields', async () => {
    const refusal = {
      reason: 'PAPER_WITHDRAWN',
      message: { vi: 'Văn bản đã thu hồi.', en: 'The paper has been withdrawn.' },
      fields: [{ field: 'envelope.paper_id', message: { vi: 'Chọn văn bản khác.', en: 'Choose another.' } }],
      relatedIds: ['a'],
    };
    const problem = await refusedWith(
      new ConnectError('no', Code.FailedPrecondition, undefined, [{ desc: RefusalSchema, value: refusal }]),
    );
    expect(problem).toMatchObject({ reason: 'PAPER_WITHDRAWN', stale: false, unreachable: false, relatedIds: ['a'] });
    expect(problem.message).toEqual({ vi: 'Văn bản đã thu hồi.', en: 'The paper has been withdrawn.' });
    expect(problem.fields[0].field).toBe('envelope.paper_id');
  });

  it('tells a stale version and a missing record from the rest', async () => {
    expect((await refusedWith(new ConnectError('old', Code.Aborted))).stale).toBe(true);
    expect((await refusedWith(new ConnectError('gone', Code.NotFound))).missing).toBe(true);
  });

  it('of ours is not taken for one of the network', () => {
    const problem = toProblem(new TypeError("Cannot read properties of undefined (reading 'split')"));
    expect(problem).toMatchObject({ reason: 'UNEXPECTED', unreachable: false });
  });

  it('has a sentence of its own for a network that is down', () => {
    const problem = toProblem(ConnectError.from(new TypeError('Failed to fetch')));
    expect(problem).toMatchObject({ reason: 'UNREACHABLE', unreachable: true });
    expect(problem.message.vi).toContain('Không nối được máy chủ');
  });

  it('finds the failure inside what a resource wraps', () => {
    const wrapped = new Error('resource', { cause: new ConnectError('old', Code.Aborted) });
    expect(toProblem(wrapped).stale).toBe(true);
  });

  it('never shows the reader what only a program can read', async () => {
    const problem = await refusedWith(new ConnectError('NullReferenceException at …', Code.Internal));
    expect(problem.reason).toBe('UNEXPECTED');
    expect(problem.message.vi).not.toContain('NullReference');
    expect(problem.code).toContain('Internal');
  });
});
