import { Component, inject, input, signal } from '@angular/core';
import { PrivacyService } from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { download } from '../ui/exports';
import { Icon } from '../ui/icon';
import { formatBytes } from '../ui/numbers';
import { Language, injectText } from '../ui/text';
import { command } from './command';
import { injectClient } from './transport';

/** Everything on file about one person, as one ZIP that is saved. The count of bytes is true. */
@Component({
  selector: 'ht-bundle',
  imports: [Icon],
  template: `
    <button class="btn" type="button" [attr.aria-disabled]="fetch.running()" (click)="fetch()">
      <ht-icon name="down" />{{ text() }}
    </button>
    @if (fetch.running()) {
      <p class="small mute num" role="status">{{ t('own.downloading', { size: size(got()) }) }}</p>
    } @else if (name()) {
      <p class="small ok" role="status">{{ t('own.downloaded', { name: name() }) }}</p>
    }
    @if (fetch.problem(); as problem) {
      <p class="small bad" role="alert">{{ language.of(problem.message) }}</p>
    }
  `,
})
export class Bundle {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(PrivacyService);
  readonly personId = input.required<string>();
  /** For an officer: the request it rests on. */
  readonly requestId = input('');
  readonly text = input.required<string>();

  protected readonly got = signal(0);
  protected readonly name = signal('');
  protected readonly size = formatBytes;
  protected readonly fetch = command(async () => {
    const pieces: BlobPart[] = [];
    let name = 'ho-so.zip';
    this.got.set(0);
    for await (const piece of this.client.getBundle({ personId: this.personId(), requestId: this.requestId() })) {
      name = piece.name || name;
      pieces.push(piece.chunk as BlobPart);
      this.got.update((got) => got + piece.chunk.length);
    }
    download(name, new Blob(pieces), 'application/zip');
    this.name.set(name);
  });
}
