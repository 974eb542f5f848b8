import { Code, ConnectError } from '@connectrpc/connect';
import { FieldViolation, RefusalSchema } from '../../gen/hientai/rpc/v1/refusal_pb';

export interface Words {
  vi: string;
  en: string;
}

/** Why a call did not do what was asked, in words for people and in a shape for programs. */
export interface Problem {
  /** The server's reason, or UNREACHABLE, or UNEXPECTED. */
  reason: string;
  message: Words;
  fields: FieldViolation[];
  /** Decided on an older version of the record. */
  stale: boolean;
  /** No such record at that TimePoint. */
  missing: boolean;
  /** Nobody answered, so the same request may be sent again. */
  unreachable: boolean;
  relatedIds: string[];
  /** Short enough to read out to whoever runs the server. */
  code: string;
}

const UNREACHABLE: Words = {
  vi: 'Không nối được máy chủ. Kiểm tra mạng rồi thử lại; những gì đang nhập vẫn được giữ.',
  en: 'The server cannot be reached. Check the network and try again; what you have entered is kept.',
};
const UNEXPECTED: Words = {
  vi: 'Máy chủ gặp lỗi ngoài dự liệu. Thử lại; nếu vẫn vậy, báo người quản trị mã lỗi bên cạnh.',
  en: 'The server failed in an unforeseen way. Try again; if it persists, give the administrator the code beside this.',
};

export function toProblem(error: unknown): Problem {
  const failure = connectErrorIn(error);
  const refusal = failure.findDetails(RefusalSchema)[0];
  const unreachable = !refusal && isUnreachable(failure);
  const fallback = unreachable ? UNREACHABLE : UNEXPECTED;
  return {
    reason: refusal?.reason || (unreachable ? 'UNREACHABLE' : 'UNEXPECTED'),
    message: refusal?.message?.vi ? { vi: refusal.message.vi, en: refusal.message.en } : fallback,
    fields: refusal?.fields ?? [],
    stale: failure.code === Code.Aborted,
    missing: failure.code === Code.NotFound,
    unreachable: unreachable || failure.code === Code.Unavailable,
    relatedIds: refusal?.relatedIds ?? [],
    code: unreachable
      ? 'UNREACHABLE'
      : `${Code[failure.code]}/${refusal?.reason || failure.rawMessage || 'no-details'}`,
  };
}

export function isCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
    ? true
    : connectErrorIn(error).code === Code.Canceled;
}

/** A resource wraps what its loader throws; the failure of the call is inside. Whatever else was thrown is a fault of ours, not of the network. */
function connectErrorIn(error: unknown): ConnectError {
  if (error instanceof ConnectError) return error;
  if (error instanceof Error && error.cause !== undefined) return connectErrorIn(error.cause);
  return new ConnectError(error instanceof Error ? error.message : String(error), Code.Unknown);
}

/** A dead network reaches us as a bare fetch failure, a dead proxy as a page that is not gRPC-Web. */
function isUnreachable(failure: ConnectError): boolean {
  return (
    failure.code === Code.Unavailable || failure.code === Code.DeadlineExceeded || failure.cause instanceof TypeError
  );
}
