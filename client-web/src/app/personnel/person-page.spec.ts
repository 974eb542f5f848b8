import { Code, ConnectError } from '@connectrpc/connect';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { PaperService } from '../../gen/hientai/papers/v1/paper_service_pb';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { EntryKind } from '../../gen/hientai/rpc/v1/history_pb';
import { fake, open } from '../../testing/open';
import routes from './routes';

const at = [{ path: 'nhan-su', children: routes }];
const source = (position: bigint, kind = EntryKind.CHANGE) => ({
  position,
  recordedTime: timestampFromDate(new Date('2024-06-20T02:14:07Z')),
  actorTitle: 'Trần Thị Kim Oanh, Phòng Nội vụ',
  reason: 'Lần đầu ghi theo ngày nộp bằng',
  paper: { id: 'p1', number: '2147/QĐ-ĐHSP' },
  kind,
});
const correction = source(27964n, EntryKind.CORRECTION);
const people = fake(PersonService, {
  getPerson: () => ({
    at: { validOn: '2024-08-01' },
    person: {
      id: '1',
      version: 24n,
      eventCount: 24,
      status: 1,
      identity: {
        fullName: 'Nguyễn Thị Ngọc Hương',
        birth: '1986-09-14',
        sex: 2,
        personalNumberMasked: '0791******21',
      },
      assignments: [
        {
          id: 'a1',
          inForce: true,
          kind: 1,
          unitName: 'Phòng GD&ĐT',
          period: { from: '2022-03-01' },
          details: { post: 'Phó Trưởng phòng', category: 2 },
        },
      ],
      qualifications: [
        {
          id: 'q1',
          inForce: true,
          grade: 3,
          period: { from: '2023-09' },
          details: { ladder: 1, level: 107, field: 'Quản lý giáo dục' },
          sightings: [{ grade: 3, source: correction }],
        },
      ],
    },
  }),
  getPersonTimeline: ({ key }) => ({
    facts: [
      {
        key: 'qualification:q1',
        lane: 'qualification',
        ladder: 1,
        labelVi: 'Thạc sĩ',
        period: { from: '2024-03' },
        grade: 2,
        knownFrom: source(26120n),
        knownTo: correction,
      },
      {
        key: 'qualification:q1',
        lane: 'qualification',
        ladder: 1,
        labelVi: 'Thạc sĩ',
        period: { from: '2023-09' },
        grade: 3,
        knownFrom: correction,
      },
    ].filter((one) => !key || one.key === key),
  }),
  getPersonHistory: () => ({
    entries: [
      {
        source: correction,
        event: 'x',
        effective: '2023-09',
        key: 'qualification:q1',
        sentence: [
          { text: { vi: 'Thạc sĩ từ ' } },
          { text: { vi: '3/2024' }, emphasis: 2 },
          { text: { vi: '9/2023' }, emphasis: 1 },
        ],
      },
      {
        source: source(9n),
        event: 'x',
        effective: '2022-03-01',
        key: 'assignment:a1',
        daysLate: 379,
        sentence: [{ text: { vi: 'Bổ nhiệm' } }],
      },
    ],
  }),
});
const papers = fake(PaperService, {
  getPaper: () => ({
    paper: {
      id: 'p1',
      kind: 1,
      number: '2147/QĐ-ĐHSP',
      title: 'cấp bằng',
      issuer: 'Trường',
      signedOn: '2023-09-18',
      excerpt: 'số 17: Nguyễn Thị Ngọc Hương',
      people: 3,
    },
  }),
});

describe('the page of a person', () => {
  it('tells at a glance the post, the education and how fresh the record is', async () => {
    const page = await open(at, '/nhan-su/1', people, papers);
    for (const words of [
      'Phó Trưởng phòng',
      'Phòng GD&ĐT, từ 01/3/2022',
      'Thạc sĩ',
      'Quản lý giáo dục',
      '24 sự kiện trong hồ sơ',
    ])
      expect(page.text()).toContain(words);
    expect(page.text()).toContain('079 1•• ••• •21');
    expect(page.text()).not.toContain('186001221');
  });

  it('says why a fact is believed: interval, paper, who, and the struck version before', async () => {
    const page = await open(at, '/nhan-su/1?muc=qualification:q1', people, papers);
    const panel = page.all('aside.panel')[0].textContent!.replace(/\s+/g, ' ');
    expect(panel).toContain('có hiệu lực từ tháng 9/2023');
    expect(panel).toContain('(từ 01 đến 30/9/2023)');
    expect(panel).toContain('Lần đầu ghi theo ngày nộp bằng');
    expect(panel).toContain('#27.964');
    expect(panel).toContain('Văn bản này làm căn cứ cho 3 người trong sổ');
    expect(page.all('.doc mark').map((one) => one.textContent)).toEqual(['Nguyễn Thị Ngọc Hương']);
    expect(page.all('.vers .was').map((one) => one.textContent!.trim())).toEqual(['Thạc sĩ, tháng 3/2024']);
    await page.press('Escape');
    expect(page.all('aside.panel')).toHaveLength(0);
  });

  it('filters history by the address', async () => {
    const page = await open(at, '/nhan-su/1', people, papers);
    expect(page.all('.hist tbody tr')).toHaveLength(2);
    expect(page.text()).toContain('ghi muộn 379 ngày');
    await page.click('Chỉ đính chính');
    expect(page.all('.hist tbody tr')).toHaveLength(1);
    expect(page.all('.hist .was').map((one) => one.textContent)).toEqual(['3/2024']);
  });

  it('offers the way back when somebody was not on record then', async () => {
    const page = await open(
      at,
      '/nhan-su/1?known=2000-01-01',
      fake(PersonService, {
        getPerson: () => {
          throw new ConnectError('no', Code.NotFound);
        },
      }),
    );
    expect(page.text()).toContain('Không có trong sổ ở thời điểm này');
    expect(page.button('Về hiện tại')).toBeTruthy();
  });
});
