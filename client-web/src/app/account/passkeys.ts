/** The browser's side of passkeys, in the JSON the server speaks. */
export const canUsePasskeys = () =>
  typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** Shown when the owner closed the browser's question, which is no failure. */
export class Dismissed extends Error {}

export async function askForPasskey(optionsJson: string): Promise<string> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(optionsJson));
  return said(() => navigator.credentials.get({ publicKey }));
}

export async function makePasskey(optionsJson: string): Promise<string> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(optionsJson));
  return said(() => navigator.credentials.create({ publicKey }));
}

async function said(ask: () => Promise<Credential | null>): Promise<string> {
  try {
    const credential = await ask();
    if (!credential) throw new Dismissed();
    return JSON.stringify(credential);
  } catch (error) {
    // NotAllowedError also stands for a time that ran out; both mean that nothing was given.
    if (error instanceof DOMException) throw new Dismissed();
    throw error;
  }
}
