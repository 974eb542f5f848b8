import { Component, computed, inject, output, signal } from '@angular/core';
import { Passkey, SessionService } from '../../gen/hientai/access/v1/session_service_pb';
import { read } from '../rpc/read';
import { Session } from '../rpc/session';
import { injectClient } from '../rpc/transport';
import { formatDay } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Sure } from '../ui/sure';
import { injectText } from '../ui/text';
import { AddTotp } from './add-totp';
import { Prove, guarded } from './guarded';
import { Dismissed, canUsePasskeys, makePasskey } from './passkeys';
import { RecoveryCodes } from './recovery-codes';
import { Refused } from './refused';

/** What an account keeps to sign in with besides its password. */
@Component({
  selector: 'ht-factors-section',
  imports: [AddTotp, Failure, Prove, RecoveryCodes, Refused, Sure],
  templateUrl: './factors-section.html',
})
export class FactorsSection {
  protected readonly t = injectText();
  protected readonly session = inject(Session);
  private readonly client = injectClient(SessionService);
  readonly changed = output<string>();

  protected readonly factors = read({
    params: () => true,
    load: (_, signal) => this.client.listFactors({}, { signal }),
  });
  protected readonly adding = signal<'' | 'totp' | 'passkey'>('');
  protected readonly name = signal('');
  /** The passkey that gets another name; '' for a new one. */
  protected readonly renaming = signal('');
  protected readonly codes = signal<string[]>([]);
  protected readonly able = canUsePasskeys();
  protected readonly day = formatDay;

  protected readonly removeTotp = guarded(async () => {
    await this.session.through((options) => this.client.removeTotp({}, options));
    this.done(this.t('account.totpRemoved'));
  });
  protected readonly removePasskey = guarded(async (id: string) => {
    await this.session.through((options) => this.client.removePasskey({ id }, options));
    this.done(this.t('account.passkeyRemoved'));
  });
  protected readonly renamePasskey = guarded(async (id: string, name: string) => {
    if (!name.trim()) return;
    await this.client.renamePasskey({ id, name: name.trim() });
    this.close();
    this.factors.reload();
  });
  protected readonly newCodes = guarded(async () => {
    await this.session.through(async (options) => {
      const added = await this.client.newRecoveryCodes({}, options);
      this.codes.set(added.recoveryCodes);
      return added.session!;
    });
    this.done(this.t('account.codesMade'));
  });
  protected readonly addPasskey = guarded(async (name: string) => {
    const { ceremony, optionsJson } = await this.client.beginPasskey({});
    let credentialJson: string;
    try {
      credentialJson = await makePasskey(optionsJson);
    } catch (error) {
      if (error instanceof Dismissed) return;
      throw error;
    }
    await this.session.through(async (options) => {
      const added = await this.client.finishPasskey({ ceremony, credentialJson, name: name.trim() }, options);
      if (added.recoveryCodes.length) this.codes.set(added.recoveryCodes);
      return added.session!;
    });
    this.done(this.t('account.passkeyAdded'));
  });

  protected readonly writes = [this.removeTotp, this.removePasskey, this.renamePasskey, this.newCodes, this.addPasskey];
  protected readonly writing = computed(() => this.writes.some((write) => write.running()));
  protected readonly busy = computed(
    () => this.addPasskey.running() || this.renamePasskey.running() || (!!this.renaming() && !this.name().trim()),
  );

  protected add() {
    const open = this.adding() === 'passkey' && !this.renaming();
    this.close();
    if (!open) this.adding.set('passkey');
  }

  protected rename({ id, name }: Passkey) {
    this.adding.set('passkey');
    this.renaming.set(id);
    this.name.set(name);
  }

  protected close() {
    this.adding.set('');
    this.renaming.set('');
    this.name.set('');
  }

  protected totpAdded(codes: string[]) {
    if (codes.length) this.codes.set(codes);
    this.done(this.t('account.totpAdded'));
  }

  private done(words: string) {
    this.close();
    this.factors.reload();
    this.changed.emit(words);
  }
}
