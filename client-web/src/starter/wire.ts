/** A value of a field: a default one ('', 0, none) is not written; a message or a 64-bit number always is. */
export type Value = string | number | bigint | readonly number[] | Uint8Array | undefined;

/**
 * The bytes of a message from its fields by number, in the order and form the app's own library writes them: what is
 * asked early is taken over only if it is the same to the byte. Holds no negative numbers.
 */
export function message(fields: Readonly<Record<number, Value>>): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const [key, value] of Object.entries(fields)) {
    const [field, payload] = [Number(key) << 3, payloadOf(value)];
    if (typeof payload === 'object') bytes.push(...varint(field | 2), ...varint(payload.length), ...payload);
    else if (payload || typeof payload === 'bigint') bytes.push(...varint(field), ...varint(payload));
  }
  return new Uint8Array(bytes);
}

/** A number, or what is written with its length before it. */
function payloadOf(value: Value): (ArrayLike<number> & Iterable<number>) | number | bigint | undefined {
  if (typeof value === 'string') return value ? new TextEncoder().encode(value) : undefined;
  if (Array.isArray(value)) return value.length ? value.flatMap((one: number) => varint(one)) : undefined;
  return value as Uint8Array | number | bigint | undefined;
}

function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let left = BigInt(value);
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
  return [...bytes, Number(left)];
}

/** As gRPC-Web sends a message: not compressed, its length, its bytes. */
export function framed(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(5 + bytes.length);
  new DataView(frame.buffer).setUint32(1, bytes.length);
  frame.set(bytes, 5);
  return frame;
}
