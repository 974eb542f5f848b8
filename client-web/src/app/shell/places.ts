import { Injectable, computed, inject } from '@angular/core';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { WaitingProposals } from '../proposals/waiting';
import { Registry } from '../rpc/registry';
import type { TextKey } from '../ui/text';

export interface Place {
  path: string;
  icon: string;
  text: TextKey;
  go: TextKey;
  keys: string;
  /** One of these abilities opens it; everybody has it without. */
  needs?: Ability[];
  /** Only for an account that belongs to somebody on record. */
  own?: boolean;
  /** On a phone it stands in the sheet behind the last tab. */
  second?: boolean;
}

/** Where one can go: the navigation, the tabs on a phone and the palette show these. */
export const PLACES: Place[] = [
  { path: '/nhan-su', icon: 'people', text: 'nav.people', go: 'palette.goPeople', keys: 'N' },
  { path: '/don-vi', icon: 'unit', text: 'nav.units', go: 'palette.goUnits', keys: 'D' },
  { path: '/van-ban', icon: 'paper', text: 'nav.papers', go: 'palette.goPapers', keys: 'V' },
  {
    path: '/de-nghi',
    icon: 'two',
    text: 'proposal.title',
    go: 'proposal.go',
    keys: 'E',
    needs: [Ability.PROPOSE, Ability.APPROVE, Ability.AUDIT],
    second: true,
  },
  {
    path: '/quyen-rieng-tu',
    icon: 'shield',
    text: 'privacy.nav',
    go: 'privacy.go',
    keys: 'R',
    needs: [Ability.KEEP_PRIVACY, Ability.AUDIT],
    second: true,
  },
  { path: '/ho-so-cua-toi', icon: 'own', text: 'own.title', go: 'own.go', keys: 'H', own: true, second: true },
];

/** The places this caller has, and how much work waits there. */
@Injectable({ providedIn: 'root' })
export class Places {
  private readonly registry = inject(Registry);
  private readonly waiting = inject(WaitingProposals);

  readonly open = computed(() =>
    PLACES.filter((place) => {
      if (place.own) return !!this.registry.me()?.personId;
      return !place.needs || this.registry.may(...place.needs);
    }),
  );

  count(place: Place): number {
    return place.path === '/de-nghi' ? this.waiting.count() : 0;
  }
}
