import { Component, ElementRef, inject, input, signal, viewChild } from '@angular/core';
import { DomSanitizer, SafeResourceUrl } from '@angular/platform-browser';
import { FileRef } from '../../gen/hientai/rpc/v1/file_pb';
import { FileService } from '../../gen/hientai/papers/v1/file_service_pb';
import { Icon } from '../ui/icon';
import { formatBytes } from '../ui/numbers';
import { Language, injectText } from '../ui/text';
import { command } from './command';
import { injectClient } from './transport';

/** Stored files: seen in place, or saved. */
@Component({
  selector: 'ht-files',
  imports: [Icon],
  template: `
    @for (file of files(); track file.sha256) {
      <p class="doc-meta">
        <button
          class="link"
          type="button"
          [attr.aria-disabled]="fetch.running() ? true : null"
          [title]="fetch.running() ? t('files.loading') : ''"
          (click)="view(file)"
          [attr.aria-label]="t('files.view', { name: file.name })"
        >
          {{ file.name }}
        </button>
        @if (file.size) {
          <span class="num">{{ size(file.size) }}</span>
        }
        <span class="mono" [title]="file.sha256">sha256 {{ file.sha256.slice(0, 4) }}…{{ file.sha256.slice(-4) }}</span>
        <button
          class="ib"
          type="button"
          [attr.aria-disabled]="fetch.running() ? true : null"
          [title]="fetch.running() ? t('files.loading') : ''"
          (click)="save(file)"
          [attr.aria-label]="t('files.download', { name: file.name })"
        >
          <ht-icon name="down" small />
        </button>
      </p>
    }
    @if (fetch.running()) {
      <p class="small mute" role="status">{{ t('files.loading') }}</p>
    }
    @if (fetch.problem(); as problem) {
      <p class="small bad" role="alert">{{ t('files.failed', { message: language.of(problem.message) }) }}</p>
    }
    <dialog class="viewer" #viewer [attr.aria-label]="shown()?.name" (close)="close()">
      @if (shown(); as file) {
        <header>
          <b>{{ file.name }}</b>
          <button class="ib" type="button" [attr.aria-label]="t('act.close')" (click)="viewer.close()">
            <ht-icon name="x" />
          </button>
        </header>
        @if (file.image) {
          <img [src]="file.url" [alt]="file.name" />
        } @else {
          <iframe [src]="file.safe" [title]="file.name"></iframe>
        }
      }
    </dialog>
  `,
})
export class Files {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(FileService);
  private readonly sanitizer = inject(DomSanitizer);
  readonly files = input.required<FileRef[]>();

  private readonly viewer = viewChild.required<ElementRef<HTMLDialogElement>>('viewer');
  protected readonly shown = signal<{ name: string; url: string; safe: SafeResourceUrl; image: boolean } | undefined>(
    undefined,
  );
  protected readonly size = formatBytes;

  protected readonly fetch = command(async (file: FileRef) => {
    const pieces: BlobPart[] = [];
    let described = file;
    for await (const piece of this.client.downloadFile({ sha256: file.sha256 })) {
      described = piece.file ?? described;
      pieces.push(piece.chunk as BlobPart);
    }
    const { name, mediaType } = described;
    return { url: URL.createObjectURL(new Blob(pieces, { type: mediaType })), name, mediaType };
  });

  protected async view(file: FileRef) {
    const got = await this.fetch(file);
    if (!got) return;
    const { url, name, mediaType } = got;
    // The address is one this page has just made from bytes of an accepted type.
    const safe = this.sanitizer.bypassSecurityTrustResourceUrl(url);
    this.shown.set({ name, url, safe, image: mediaType.startsWith('image/') });
    this.viewer().nativeElement.showModal();
  }

  protected async save(file: FileRef) {
    const got = await this.fetch(file);
    if (!got) return;
    Object.assign(document.createElement('a'), { href: got.url, download: got.name }).click();
    setTimeout(() => URL.revokeObjectURL(got.url), 10_000);
  }

  protected close() {
    const file = this.shown();
    if (file) URL.revokeObjectURL(file.url);
    this.shown.set(undefined);
  }
}
