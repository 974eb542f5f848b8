import { Injectable, computed, inject } from '@angular/core';
import { CanActivateFn, Router } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { WaitingProposals } from '../proposals/waiting';
import { BelowByLaw } from '../reporting/below-by-law';
import { Registry } from '../rpc/registry';
import { formatCount } from '../ui/numbers';
import type { TextKey } from '../ui/text';

export interface Place {
  path: string;
  icon: string;
  text: TextKey;
  go: TextKey;
  keys: string;
  /** One of these is enough. */
  needs: Ability[];
  /** Only for people on record: their own file. */
  own?: boolean;
  /** Not for those who reach nothing but their own file. */
  others?: boolean;
}

/** Where one can go: the navigation, the tabs on a phone and the palette show those that are open to the reader. */
export const ALL_PLACES: Place[] = [
  {
    path: '/ho-so-cua-toi',
    icon: 'own',
    text: 'nav.own',
    go: 'palette.goOwn',
    keys: 'H',
    needs: [Ability.READ_PEOPLE],
    own: true,
  },
  {
    path: '/tong-quan',
    icon: 'overview',
    text: 'overview.title',
    go: 'overview.go',
    keys: 'T',
    needs: [Ability.READ_PEOPLE],
    others: true,
  },
  {
    path: '/nhan-su',
    icon: 'people',
    text: 'nav.people',
    go: 'palette.goPeople',
    keys: 'N',
    needs: [Ability.READ_PEOPLE],
    others: true,
  },
  {
    path: '/don-vi',
    icon: 'unit',
    text: 'nav.units',
    go: 'palette.goUnits',
    keys: 'D',
    needs: [Ability.READ_ORGANIZATION],
  },
  {
    path: '/van-ban',
    icon: 'paper',
    text: 'nav.papers',
    go: 'palette.goPapers',
    keys: 'V',
    needs: [Ability.READ_ORGANIZATION],
  },
  {
    path: '/bien-che',
    icon: 'bars',
    text: 'staffing.title',
    go: 'staffing.go',
    keys: 'B',
    needs: [Ability.READ_PEOPLE],
    others: true,
  },
  {
    path: '/chuan',
    icon: 'std',
    text: 'standard.title',
    go: 'standard.go',
    keys: 'C',
    needs: [Ability.READ_ORGANIZATION],
  },
  {
    path: '/nguon',
    icon: 'talent',
    text: 'nav.talent',
    go: 'find.go',
    keys: 'K',
    needs: [Ability.READ_TALENT],
  },
  {
    path: '/dong-gop',
    icon: 'contrib',
    text: 'contribution.title',
    go: 'contribution.go',
    keys: 'L',
    needs: [Ability.READ_PEOPLE],
    others: true,
  },
  {
    path: '/giai-thuong',
    icon: 'award',
    text: 'award.nav',
    go: 'award.go',
    keys: 'A',
    needs: [Ability.READ_PEOPLE],
    others: true,
  },
  {
    path: '/de-nghi',
    icon: 'two',
    text: 'proposal.title',
    go: 'proposal.go',
    keys: 'E',
    needs: [Ability.PROPOSE, Ability.APPROVE, Ability.AUDIT],
  },
  {
    path: '/quyen-rieng-tu',
    icon: 'shield',
    text: 'privacy.nav',
    go: 'privacy.go',
    keys: 'R',
    needs: [Ability.KEEP_PRIVACY, Ability.AUDIT],
  },
  {
    path: '/danh-muc',
    icon: 'cols',
    text: 'codeList.title',
    go: 'codeList.go',
    keys: 'M',
    needs: [Ability.RECORD_UNITS],
  },
  {
    path: '/quan-tri',
    icon: 'admin',
    text: 'nav.admin',
    go: 'palette.goAdmin',
    keys: 'Q',
    needs: [Ability.ADMINISTER, Ability.AUDIT],
  },
];

/** The places open to who is signed in. */
@Injectable({ providedIn: 'root' })
export class Places {
  private readonly registry = inject(Registry);
  private readonly waiting = inject(WaitingProposals);
  private readonly below = inject(BelowByLaw);

  readonly all = computed(() =>
    ALL_PLACES.filter(
      (place) =>
        this.registry.may(...place.needs) &&
        (!place.own || !!this.registry.me()?.personId) &&
        (!place.others || !this.registry.onlySelf()),
    ),
  );
  /** How much waits there, and what it is. */
  count(place: Place): { count: string; text: TextKey } | undefined {
    if (place.path === '/de-nghi') return counted(this.waiting.count(), 'proposal.waitingFor');
    if (place.path === '/chuan') return counted(this.below.count(), 'standing.belowByLaw');
    return undefined;
  }

  /** Where work starts: one's own file for those who have nothing else, the overview for most, the accounts for who keeps them. */
  readonly first = computed(() => {
    const paths = this.all().map((place) => place.path);
    const own = this.registry.onlySelf() ? '/ho-so-cua-toi' : '/tong-quan';
    return [own, '/quan-tri'].find((path) => paths.includes(path)) ?? '/tai-khoan';
  });
}

const counted = (count: number, text: TextKey) => (count ? { count: formatCount(count), text } : undefined);

/** Leads from the bare address to where this account starts. */
export const toFirstPlace: CanActivateFn = async () => {
  const [registry, places, router] = [inject(Registry), inject(Places), inject(Router)];
  await registry.answered();
  return router.parseUrl(places.first());
};
