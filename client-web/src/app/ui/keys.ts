import { DestroyRef, DOCUMENT, Injectable, inject, signal } from '@angular/core';

/** Answers false to let the next one, bound earlier, have the key. */
type Handler = (event: KeyboardEvent) => boolean | void;
export type KeyMap = Record<string, Handler>;

/** How far apart two keys of a sequence may be pressed. */
const SEQUENCE_MS = 900;

/** The keyboard of the whole app. What was bound last (a panel) gets a key before what was bound first (the shell). */
@Injectable({ providedIn: 'root' })
export class Keys {
  private readonly document = inject(DOCUMENT);
  private readonly maps: KeyMap[] = [];
  private prefix = { key: '', at: 0 };

  /** Single keys can be switched off (WCAG 2.1.4); combinations with Ctrl always work. */
  readonly single = signal(localStorage.getItem('single-keys') !== 'off');

  constructor() {
    this.document.addEventListener('keydown', (event) => this.press(event), { capture: true });
  }

  bind(map: KeyMap) {
    this.maps.push(map);
    inject(DestroyRef).onDestroy(() => this.maps.splice(this.maps.indexOf(map), 1));
  }

  setSingle(on: boolean) {
    localStorage.setItem('single-keys', on ? 'on' : 'off');
    this.single.set(on);
  }

  private press(event: KeyboardEvent) {
    if (event.isComposing || event.altKey) return;
    const combination = event.ctrlKey || event.metaKey;
    const typing = isTyping(event.target);
    if (event.key === 'Escape') {
      if (this.document.querySelector('.cdk-overlay-pane > *, dialog[open]')) return;
      if (typing) return (event.target as HTMLElement).blur();
    } else if (!combination && (typing || !this.single())) {
      return;
    }
    const name = nameOf(event, combination);
    // When a key was pressed, not when a busy page came to hear of it.
    const { key, at } = this.prefix;
    const sequence = key && event.timeStamp - at < SEQUENCE_MS ? `${key} ${name}` : name;
    this.prefix = { key: '', at: 0 };
    if (this.run(sequence, event)) return;
    if (this.maps.some((map) => Object.keys(map).some((bound) => bound.startsWith(`${name} `))))
      this.prefix = { key: name, at: event.timeStamp };
  }

  private run(name: string, event: KeyboardEvent): boolean {
    for (const map of [...this.maps].reverse()) {
      if (map[name] && map[name](event) !== false) {
        event.preventDefault();
        return true;
      }
    }
    return false;
  }
}

function nameOf(event: KeyboardEvent, combination: boolean): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key.replace('Arrow', '');
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key));
  return `${combination ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
