import {
  Component,
  ElementRef,
  afterRenderEffect,
  computed,
  inject,
  linkedSignal,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { Params, Router } from '@angular/router';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { PaperService } from '../../gen/hientai/papers/v1/paper_service_pb';
import { ServiceStatus } from '../../gen/hientai/personnel/v1/person_pb';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { foundBy } from '../rpc/found-by';
import { pause, read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { Session } from '../rpc/session';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDate } from '../ui/dates';
import { Icon } from '../ui/icon';
import { bare, highlight } from '../ui/names';
import { Language, TextKey, injectText } from '../ui/text';
import { Theme } from '../ui/theme';
import { Places } from './places';
import { Runs } from '../ui/runs';

interface Item {
  id: string;
  icon: string;
  text: string;
  detail?: string;
  keys?: string;
  link?: unknown[];
  query?: Params;
  run?: () => void;
}
interface Group {
  title: TextKey;
  items: Item[];
}

/** Everything in one place: people, units, papers and what can be done. */
@Component({
  selector: 'ht-palette',
  imports: [Runs, Icon],
  templateUrl: './palette.html',
})
export class Palette {
  protected readonly t = injectText();
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  private readonly theme = inject(Theme);
  private readonly language = inject(Language);
  private readonly people = injectClient(PersonService);
  private readonly units = injectClient(UnitService);
  private readonly papers = injectClient(PaperService);
  private readonly registry = inject(Registry);
  private readonly session = inject(Session);
  private readonly places = inject(Places);

  readonly open = model(false);
  readonly choose = output();
  readonly keys = output();
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected readonly query = signal('');
  private readonly found = read({
    params: () => (this.open() && this.query().trim() ? { query: this.query().trim(), at: this.time.at() } : undefined),
    load: async ({ query, at }, signal) => {
      await pause(150, signal);
      const [people, units, papers] = await Promise.all([
        this.registry.may(Ability.READ_PEOPLE)
          ? this.people.listPeople({ query, at, status: ServiceStatus.ANY, pageSize: 6 }, { signal })
          : { people: [] },
        this.registry.may(Ability.READ_ORGANIZATION) ? this.units.listUnits({ query, at }, { signal }) : { units: [] },
        this.registry.may(Ability.READ_ORGANIZATION)
          ? this.papers.listPapers({ query, at, pageSize: 5 }, { signal })
          : { papers: [] },
      ]);
      const words = bare(query).split(/\s+/);
      const matching = units.units.filter((unit) => {
        const text = bare(`${unit.name} ${unit.shortName} ${unit.code}`);
        return words.every((word) => text.includes(word));
      });
      return { people: people.people, units: matching.slice(0, 4), papers: papers.papers };
    },
    subject: () => '',
  });
  protected readonly problem = this.found.problem;
  protected readonly loading = this.found.loading;

  protected readonly groups = computed<Group[]>(() => {
    const found = this.query().trim() ? this.found.value() : undefined;
    const groups: Group[] = [
      {
        title: 'palette.people',
        items: (found?.people ?? []).map((row) => ({
          id: `p-${row.id}`,
          icon: 'user',
          text: row.fullName,
          detail: [foundBy(row, this.t), row.assignment?.post, row.assignment?.unitName].filter(Boolean).join(' · '),
          link: ['/nhan-su', row.id],
        })),
      },
      {
        title: 'palette.units',
        items: (found?.units ?? []).map((unit) => ({
          id: `u-${unit.id}`,
          icon: 'unit',
          text: unit.name,
          detail: unit.code,
          link: ['/don-vi', unit.id],
        })),
      },
      {
        title: 'palette.papers',
        items: (found?.papers ?? []).map((paper) => ({
          id: `v-${paper.id}`,
          icon: 'paper',
          text: `${paper.number} ${paper.title}`,
          detail: formatDate(paper.signedOn),
          link: ['/van-ban', paper.id],
        })),
      },
      { title: 'palette.actions', items: this.actions(found?.people[0]) },
    ];
    return groups.filter((group) => group.items.length);
  });
  protected readonly items = computed(() => this.groups().flatMap((group) => group.items));
  protected readonly current = linkedSignal({ source: this.items, computation: () => 0 });
  protected readonly runs = highlight;
  protected readonly say = (text: { vi: string; en: string }) => this.language.of(text);

  constructor() {
    afterRenderEffect(() => {
      const dialog = this.dialog().nativeElement;
      if (this.open() && !dialog.open) {
        dialog.showModal();
        dialog.querySelector('input')?.select();
      }
    });
  }

  private actions(person: { id: string; fullName: string } | undefined): Item[] {
    const all: Item[] = this.places.all().map((place) => ({
      id: place.path,
      icon: place.icon,
      text: this.t(place.go),
      keys: `G ${place.keys}`,
      link: [place.path],
    }));
    all.push({
      id: 'time',
      icon: 'past',
      text: this.t('palette.chooseTime'),
      keys: 'T',
      run: () => this.choose.emit(),
    });
    if (this.time.past())
      all.push({
        id: 'now',
        icon: 'clock',
        text: this.t('palette.backToNow'),
        keys: 'Esc',
        run: () => void this.time.leave(),
      });
    else {
      if (this.registry.may(Ability.RECORD_PEOPLE))
        all.push({ id: 'add', icon: 'plus', text: this.t('people.add'), link: ['/nhan-su', 'them'] });
      if (this.registry.may(Ability.RECORD_PAPERS))
        all.push({ id: 'paper', icon: 'plus', text: this.t('paper.add'), link: ['/van-ban', 'them'] });
      if (this.registry.may(Ability.RECORD_TALENT))
        all.push({ id: 'nominate', icon: 'plus', text: this.t('find.nominate'), link: ['/nguon', 'de-cu'] });
    }
    all.push(
      { id: 'theme', icon: 'moon', text: this.t('palette.theme'), run: () => this.theme.toggle() },
      {
        id: 'lang',
        icon: 'globe',
        text: this.t('palette.language'),
        run: () => void this.language.use(this.language.other()),
      },
      { id: 'rules', icon: 'std', text: this.t('rule.go'), link: ['/quy-tac'] },
      { id: 'account', icon: 'user', text: this.t('nav.account'), link: ['/tai-khoan'] },
      { id: 'out', icon: 'out', text: this.t('nav.signOut'), run: () => void this.session.signOut() },
      { id: 'keys', icon: 'keys', text: this.t('palette.keys'), keys: '?', run: () => this.keys.emit() },
    );
    const words = bare(this.query()).split(/\s+/).filter(Boolean);
    const matching = all.filter((item) => words.every((word) => bare(item.text).includes(word)));
    if (!person || this.time.past() || !this.registry.may(Ability.RECORD_PEOPLE)) return matching;
    const text = this.t('palette.recordFor', { name: person.fullName });
    return [{ id: 'record', icon: 'edit', text, link: ['/nhan-su', person.id, 'ghi'] }, ...matching];
  }

  protected press(event: KeyboardEvent) {
    const count = this.items().length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) {
      event.preventDefault();
      this.current.update((at) => (at + step + count) % count);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const item = this.items()[this.current()];
      if (item) this.pick(item, event.ctrlKey || event.metaKey);
    }
  }

  protected pick(item: Item, apart: boolean) {
    this.dialog().nativeElement.close();
    if (item.run) return item.run();
    const tree = this.router.createUrlTree(item.link!, { queryParams: { ...this.time.query(), ...item.query } });
    if (apart) window.open(this.router.serializeUrl(tree), '_blank', 'noopener');
    else void this.router.navigateByUrl(tree);
  }
}
