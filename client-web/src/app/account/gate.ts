import { Component, inject } from '@angular/core';
import { Registry } from '../rpc/registry';
import { Seal } from '../shell/seal';
import { Icon } from '../ui/icon';
import { Language, injectText } from '../ui/text';
import { Theme } from '../ui/theme';

const RAYS = Array.from({ length: 16 }, (_, i) => (i * Math.PI) / 8);
const at = (angle: number, radius: number) => ({
  x: 300 + radius * Math.cos(angle),
  y: 300 + radius * Math.sin(angle),
});
const line = (angle: number) => {
  const [from, to] = [at(angle, 62), at(angle, 196)];
  return `M${from.x} ${from.y}L${to.x} ${to.y}`;
};

/** Before the door: the mark, the round window of Khuê Văn Các, and what is asked for. */
@Component({
  selector: 'ht-gate',
  imports: [Icon, Seal],
  template: `
    <div class="signin">
      <section class="art" [attr.aria-label]="t('signIn.about')">
        <div class="brand">
          <ht-seal />
          <span
            ><b>Hiền Tài</b
            ><small>{{ registry.name() ? t('signIn.registryOf', { name: registry.name() }) : '' }}</small></span
          >
        </div>
        <svg
          class="window"
          viewBox="0 0 600 600"
          fill="none"
          stroke="currentColor"
          stroke-width="1.2"
          aria-hidden="true"
        >
          <g opacity=".85">
            <rect x="40" y="40" width="520" height="520" stroke-width="2.5" />
            <rect x="52" y="52" width="496" height="496" />
            <rect x="76" y="76" width="448" height="448" />
            <path [attr.d]="border" />
            <circle cx="300" cy="300" r="206" stroke-width="2.5" />
            <circle cx="300" cy="300" r="196" />
            <path [attr.d]="rays" />
            <circle cx="300" cy="300" r="112" />
            <circle cx="300" cy="300" r="62" stroke-width="2" />
            <circle cx="300" cy="300" r="52" />
          </g>
          <g fill="var(--canvas)">
            @for (bead of beads; track $index) {
              <circle [attr.cx]="bead.x" [attr.cy]="bead.y" [attr.r]="bead.r" />
            }
          </g>
          <circle cx="300" cy="300" r="30" fill="#ad2a1a" stroke="none" />
          <path
            d="M76 76l62 62M100 76v24H76M124 76v48H76M524 76l-62 62M500 76v24h24M476 76v48h48M76 524l62-62M100 524v-24H76M124 524v-48H76M524 524l-62-62M500 524v-24h24M476 524v-48h48"
          />
        </svg>
        <p class="quote" lang="vi">
          Hiền tài là nguyên khí quốc gia.<small
            >Thân Nhân Trung, bia tiến sĩ khoa Nhâm Tuất, Văn Miếu, <span class="num">1484</span></small
          >
        </p>
      </section>
      <main id="main">
        <div class="gate-in">
          <ng-content />
          <div class="gate-foot small" role="group" [attr.aria-label]="t('signIn.look')">
            <button
              class="tongue"
              type="button"
              lang="vi"
              [attr.aria-pressed]="language.code() === 'vi'"
              (click)="language.use('vi')"
            >
              Tiếng Việt
            </button>
            <button
              class="tongue"
              type="button"
              lang="en"
              [attr.aria-pressed]="language.code() === 'en'"
              (click)="language.use('en')"
            >
              English
            </button>
            <button
              class="ib"
              type="button"
              [attr.aria-label]="t(theme.dark() ? 'app.toLight' : 'app.toDark')"
              [title]="t('app.theme')"
              (click)="theme.toggle()"
            >
              <ht-icon [name]="theme.dark() ? 'sun' : 'moon'" />
            </button>
          </div>
        </div>
      </main>
    </div>
  `,
})
export class Gate {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly theme = inject(Theme);
  protected readonly registry = inject(Registry);

  protected readonly rays = RAYS.map(line).join('');
  protected readonly beads = RAYS.flatMap((angle) =>
    [96, 128, 160].map((radius) => ({ ...at(angle, radius), r: radius === 128 ? 5 : 3.5 })),
  );
  protected readonly border = Array.from({ length: 13 }, (_, i) => 64 + i * 39.3)
    .map((x) => `M${x} 52v24M${x} 524v24M52 ${x}h24M524 ${x}h24`)
    .join('');
}
