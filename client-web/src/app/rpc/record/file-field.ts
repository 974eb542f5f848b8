import { Component, inject, input, model, signal } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { FileService } from '../../../gen/hientai/papers/v1/file_service_pb';
import { FileRef } from '../../../gen/hientai/rpc/v1/file_pb';
import { Icon } from '../../ui/icon';
import { formatBytes } from '../../ui/numbers';
import { Language, injectText } from '../../ui/text';
import { command } from '../command';
import { injectClient } from '../transport';
import { uuidv7 } from '../uuid';

const MAX_BYTES = 20 * 1024 * 1024;
const TYPES = ['application/pdf', 'image/png', 'image/jpeg'];

/** Files that are sent as soon as they are chosen; the form then cites them by their content. */
@Component({
  selector: 'ht-file-field',
  imports: [Icon],
  template: `
    <ul class="files">
      @for (file of value(); track file.sha256) {
        <li>
          <ht-icon name="clip" small /><span>{{ file.name }}</span
          ><span class="mute num">{{ size(file.size) }}</span>
          <button
            class="ib"
            type="button"
            [attr.aria-label]="t('files.remove', { name: file.name })"
            (click)="remove(file)"
          >
            <ht-icon name="x" small />
          </button>
        </li>
      }
    </ul>
    @if (upload.running()) {
      <p class="hint" role="status">{{ t('files.uploading', { name: sending() }) }}</p>
    } @else if (!single() || !value().length) {
      <label class="btn sm file" [attr.for]="inputId()"
        ><ht-icon name="clip" small />{{ t('files.add')
        }}<input
          #input
          class="sr"
          type="file"
          accept=".pdf,.png,.jpg,.jpeg"
          [multiple]="!single()"
          [id]="inputId()"
          [attr.aria-describedby]="describedBy()"
          (change)="add(input)"
      /></label>
    }
    @if (refused()) {
      <p class="msg" role="alert"><ht-icon name="warn" small />{{ refused() }}</p>
    } @else if (upload.problem(); as problem) {
      <p class="msg" role="alert"><ht-icon name="warn" small />{{ language.of(problem.message) }}</p>
    }
  `,
})
export class FileField implements FormValueControl<FileRef[]> {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(FileService);
  readonly value = model<FileRef[]>([]);
  readonly inputId = input.required<string>();
  readonly describedBy = input<string | null>(null);
  readonly single = input(false);

  protected readonly size = formatBytes;
  protected readonly sending = signal('');
  protected readonly refused = signal('');
  protected readonly upload = command(async (file: File) => {
    const content = new Uint8Array(await file.arrayBuffer());
    const answer = await this.client.uploadFile({ requestId: uuidv7(), name: file.name, content });
    return answer.file;
  });

  protected async add(input: HTMLInputElement) {
    this.refused.set('');
    for (const file of Array.from(input.files ?? [])) {
      if (file.size > MAX_BYTES)
        this.refused.set(this.t('files.tooLarge', { name: file.name, size: formatBytes(file.size) }));
      else if (!TYPES.includes(file.type)) this.refused.set(this.t('files.wrongType', { name: file.name }));
      else await this.send(file);
    }
    input.value = '';
  }

  private async send(file: File) {
    this.sending.set(file.name);
    const stored = await this.upload(file);
    if (stored) this.value.update((files) => [...files.filter((other) => other.sha256 !== stored.sha256), stored]);
  }

  protected remove(file: FileRef) {
    this.value.update((files) => files.filter((other) => other !== file));
  }
}
