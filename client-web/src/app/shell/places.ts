import type { TextKey } from '../ui/text';

/** Where one can go: the navigation, the tabs on a phone and the palette show these. */
export const PLACES: { path: string; icon: string; text: TextKey; go: TextKey; keys: string }[] = [
  { path: '/nhan-su', icon: 'people', text: 'nav.people', go: 'palette.goPeople', keys: 'N' },
  { path: '/don-vi', icon: 'unit', text: 'nav.units', go: 'palette.goUnits', keys: 'D' },
  { path: '/van-ban', icon: 'paper', text: 'nav.papers', go: 'palette.goPapers', keys: 'V' },
];
